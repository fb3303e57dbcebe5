package nexus.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ImportTest {

    @Test
    void the_same_file_is_imported_every_time() {
        assertThat(Import.csv(50)).isEqualTo(Import.csv(50));
    }

    @Test
    void every_row_is_an_opportunity_of_its_own() {
        var lines = Import.csv(200).lines().toList();
        assertThat(lines).hasSize(201).doesNotHaveDuplicates();
        assertThat(lines.subList(1, 201))
                .allMatch(line -> line.split(",", -1).length == 8)
                .anyMatch(line -> line.contains(",Won,"))
                .anyMatch(line -> line.contains(",Prospecting,,,"));
    }
}
