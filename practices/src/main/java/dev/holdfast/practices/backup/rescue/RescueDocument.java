package dev.holdfast.practices.backup.rescue;

import dev.holdfast.core.engine.rescue.RescueFindings;
import dev.holdfast.core.engine.rescue.RescueFindings.TableRepair;
import dev.holdfast.core.engine.rescue.RescueFindings.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `backup rescue --json` prints and the API answers. It is for whoever asked, so it may show
/// keys of rows; the report that is kept shows none.
///
/// @param fresh null when only some rows were compared
/// @param sql the file that was written, if one was
/// @param repair what was done, if anything was
public record RescueDocument(
        String database,
        String table,
        String moment,
        String storage,
        String snapshot,
        Target target,
        List<String> key,
        long compared,
        long lost,
        long changed,
        Optional<Long> fresh,
        List<Map<String, String>> firstLost,
        List<Map<String, String>> firstChanged,
        List<Map<String, String>> firstNew,
        List<TableRepair> repairs,
        List<String> notes,
        double openSeconds,
        double replaySeconds,
        double seconds,
        String sha256,
        Optional<String> sql,
        Optional<RepairReport> repair) {

    public static RescueDocument of(RescueReport report, Optional<Path> sql) {
        return of(report, sql, Optional.empty());
    }

    public static RescueDocument of(RescueReport report, RepairReport done) {
        return of(report, Optional.empty(), Optional.of(done));
    }

    private static RescueDocument of(
            RescueReport report, Optional<Path> sql, Optional<RepairReport> done) {
        RescueFindings findings = report.findings();
        return new RescueDocument(
                report.database(),
                findings.table(),
                report.moment(),
                report.storage(),
                report.snapshot(),
                findings.target(),
                findings.key(),
                findings.pastRows(),
                findings.lost(),
                findings.changed(),
                Optional.of(findings.fresh()).filter(fresh -> fresh >= 0),
                rows(findings, findings.seen().lost()),
                rows(findings, findings.seen().changed()),
                rows(findings, findings.seen().fresh()),
                findings.repairs(),
                findings.notes(),
                report.openSeconds(),
                report.replaySeconds(),
                report.seconds(),
                report.sha256(),
                sql.map(path -> path.toAbsolutePath().toString()),
                done);
    }

    private static List<Map<String, String>> rows(
            RescueFindings findings, List<List<String>> rows) {
        List<String> columns = findings.seen().columns();
        List<Map<String, String>> named = new ArrayList<>();
        for (List<String> row : rows) {
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                values.put(columns.get(i), row.get(i));
            }
            named.add(values);
        }
        return named;
    }
}
