package nexus.command.document;

import java.util.Map;
import java.util.TreeMap;
import nexus.platform.health.HealthCheck;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Whether documents come out of quarantine. */
@Component
class DocumentHealth implements HealthCheck {

    private final Quarantine quarantine;
    private final VirusScanner scanner;
    private volatile Result last;

    DocumentHealth(Quarantine quarantine, VirusScanner scanner) {
        this.quarantine = quarantine;
        this.scanner = scanner;
        this.last = new Result(true, false, Map.of("scanner", scanner.name()));
    }

    @Override
    public String name() {
        return "documents";
    }

    @Override
    public Result check() {
        return last;
    }

    /** Documents that wait are bad, but everything else goes on. */
    @Scheduled(fixedDelayString = "PT5S")
    void look() {
        try {
            var backlog = quarantine.backlog();
            var details = new TreeMap<String, Object>();
            details.put("scanner", scanner.name());
            details.put("waiting", backlog.waiting());
            // why exactly is for the log only: it may name hosts
            backlog.error().ifPresent(_ -> details.put("error", "nothing leaves quarantine"));
            last = new Result(backlog.error().isEmpty(), false, details);
        } catch (DataAccessException _) {
            // that the database is away is told elsewhere
        }
    }
}
