import { Offline, Problem } from '@/api/problem';
import type { Schemas } from '@/api/client';

const cannot = (detail: string) =>
  new Problem({
    type: 'about:blank',
    code: 'device.position',
    title: 'No position',
    status: 422,
    detail,
  });

/** Where this device is, if it knows and its user lets it say so. */
export function here(): Promise<Schemas['NewCheckIn']> {
  if (!('geolocation' in navigator)) return Promise.reject(new Offline());
  return new Promise((found, failed) =>
    navigator.geolocation.getCurrentPosition(
      ({ coords, timestamp }) =>
        found({
          lat: Number(coords.latitude.toFixed(6)),
          lon: Number(coords.longitude.toFixed(6)),
          accuracy: Math.round(coords.accuracy),
          deviceTime: new Date(timestamp).toISOString(),
        }),
      (failure) =>
        failed(
          cannot(
            failure.code === failure.PERMISSION_DENIED
              ? 'This device may not say where it is. Allow it in the browser.'
              : 'This device does not know where it is.',
          ),
        ),
      { enableHighAccuracy: true, timeout: 15_000 },
    ),
  );
}
