package nexus.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import nexus.app.cli.DemoCalls.Call;

/**
 * Who works in the demo and where: two showrooms, and people with the jobs that selling and
 * delivering bathrooms takes.
 *
 * @param showrooms the ids of the showrooms, the one that was made on registration first
 * @param people the ids of everybody, by what they do; who does several things stands under each
 * @param names of everybody, by their ids
 */
record DemoTeam(
        List<String> showrooms, Map<String, List<String>> people, Map<String, String> names) {

    /** Who sells. */
    List<String> sellers() {
        return doing("SALESPERSON");
    }

    String nameOf(String person) {
        return names.getOrDefault(person, "");
    }

    List<String> doing(String job) {
        return people.getOrDefault(job, List.of());
    }

    static DemoTeam hire(DemoCalls calls, String owner) {
        var first =
                Engine.list(calls.get("/api/showrooms").path("data"))
                        .getFirst()
                        .path("id")
                        .asString();
        calls.tell(
                "showroom/first",
                "PATCH",
                "/api/showrooms/" + first,
                Map.of("name", "Kendal", "code", "KDL", "postcodes", List.of("LA8", "LA9")));
        var second =
                calls.make(
                        "showroom/second",
                        "/api/showrooms",
                        Map.of(
                                "name",
                                "Lancaster",
                                "code",
                                "LAN",
                                "type",
                                "RETAIL",
                                "postcodes",
                                List.of("LA1", "LA2")));
        var people = new TreeMap<String, List<String>>();
        var names = new TreeMap<String, String>();
        calls.tell(
                "member/owner",
                "PATCH",
                "/api/organization/members/" + owner,
                Map.of("jobRoles", List.of("DIRECTOR")));
        var ids =
                calls.together(
                        "Team", "people", DemoNames.TEAM.stream().map(hired(calls)).toList());
        for (int i = 0; i < ids.size(); i++) {
            var id = ids.get(i);
            var person = DemoNames.TEAM.get(i);
            names.put(id, person[0] + " " + person[1]);
            for (var job : person[2].split(" ")) {
                people.computeIfAbsent(job, _ -> new ArrayList<>()).add(id);
            }
        }
        return new DemoTeam(List.of(first, second), people, names);
    }

    private static Function<String[], Call> hired(DemoCalls calls) {
        return person ->
                () ->
                        calls.make(
                                "member/" + person[1],
                                "/api/organization/members",
                                Map.of(
                                        "firstName",
                                        person[0],
                                        "lastName",
                                        person[1],
                                        "role",
                                        "MEMBER",
                                        "jobRoles",
                                        List.of(person[2].split(" "))));
    }
}
