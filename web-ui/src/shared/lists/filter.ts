/** Something a list can be narrowed by, as it stands in the address. */
export interface Filter {
  name: string;
  label: string;
  options: { value: string; label: string }[];
}
