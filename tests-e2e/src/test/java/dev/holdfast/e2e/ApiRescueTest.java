package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Branches and rescues over the API: who may, what is shown once, and that no SQL comes in.
class ApiRescueTest {
    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir static Path directory;
    private static Site site;
    private static Api operator;
    private static Api approver;
    private static String at;

    @BeforeAll
    static void serve() throws Exception {
        site = Site.with(18, directory);
        site.configure(
                Site.yaml(site.server().port())
                        + "          wal: snapshots\n"
                        + "        branches: {who: approver}\n");
        site.server()
                .execute(
                        "shop",
                        "create table items (id int primary key, name text)",
                        "insert into items select g, 'it''s ' || g from generate_series(1, 100) g");
        at = "snapshot:" + site.backup();
        site.server().execute("shop", "delete from items where id <= 10");
        Commands.Running daemon = site.start("serve", "--listen", "127.0.0.1:0");
        operator = Api.of(daemon, token("otto", "operator"));
        approver = operator.as(token("anna", "approver"));
    }

    @AfterAll
    static void stop() throws Exception {
        site.holdfast("branch", "close", "--all").exits(0);
        site.close();
    }

    private static String token(String name, String role) throws Exception {
        return site.holdfast("token", "create", name, "--role", role, "--json")
                .exits(0)
                .json()
                .get("token")
                .asString();
    }

    private static JsonNode ended(Api.Answer begun) throws Exception {
        String location = begun.is(202).header("Location");
        await().atMost(LONG)
                .until(() -> operator.get(location).is(200).json().get("finished").isString());
        return operator.get(location).json();
    }

    private static String rescue(String where) {
        return "{\"table\": \"items\", \"at\": \"%s\", \"where\": %s}".formatted(at, where);
    }

    @Test
    void aBranchIsOpenedByItsRoleAndItsAddressShownOnce() throws Exception {
        String open = "{\"at\": \"%s\", \"name\": \"before\", \"ttl\": \"1 h\"}".formatted(at);
        assertThat(operator.post("/api/v1/databases/shop/branches", open).is(403).code())
                .isEqualTo("not-allowed");
        JsonNode done = ended(approver.post("/api/v1/databases/shop/branches", open));
        assertThat(done.get("state").asString()).as(done.toString()).isEqualTo("done");
        String address = "/api/v1/operations/%s/address".formatted(done.get("id").asString());
        Api other = operator.as(token("other", "admin"));
        assertThat(other.post(address, "").is(404).code()).isEqualTo("page-unknown");
        String url = approver.post(address, "").is(200).json().get("url").asString();
        assertThat(approver.post(address, "").is(404).code()).isEqualTo("page-unknown");

        String password = url.replaceFirst(".*//[^:]*:([^@]*)@.*", "$1");
        assertThat(password).hasSizeGreaterThan(10);
        assertThat(done.toString()).doesNotContain(password);
        assertThat(site.holdfast("journal", "--json").exits(0).out()).doesNotContain(password);
        Properties login = new Properties();
        login.setProperty("user", "holdfast_branch");
        login.setProperty("password", password);
        try (Connection branch =
                DriverManager.getConnection(
                        "jdbc:postgresql://" + url.substring(url.indexOf('@') + 1), login)) {
            assertThat(branch.isValid(10)).isTrue();
        }

        JsonNode listed = operator.get("/api/v1/branches").is(200).json().get("branches").get(0);
        assertThat(listed.get("name").asString()).isEqualTo("before");
        assertThat(listed.toString()).doesNotContain(password);
        operator.post("/api/v1/branches/before/close", "").is(403);
        assertThat(
                        ended(approver.post("/api/v1/branches/before/close", ""))
                                .get("state")
                                .asString())
                .isEqualTo("done");
        assertThat(operator.get("/api/v1/branches").json().get("branches")).isEmpty();
    }

    @Test
    void lostRowsAreFoundAndTheirRepairIsHandedOut() throws Exception {
        String all = rescue("[{\"column\": \"id\", \"is\": \"<=\", \"value\": \"4\"}]");
        operator.post("/api/v1/databases/shop/rescues", all).is(403);
        JsonNode done = ended(approver.post("/api/v1/databases/shop/rescues", all));
        assertThat(done.get("state").asString()).as(done.toString()).isEqualTo("done");
        assertThat(done.toString()).doesNotContain("it's");
        String result = "/api/v1/rescues/" + done.get("id").asString();
        operator.get(result).is(403);
        operator.get(result + "/repair").is(403);
        JsonNode found = approver.get(result).is(200).json();
        assertThat(found.get("lost").asLong()).isEqualTo(4);
        assertThat(found.get("firstLost").get(0).get("id").asString()).isEqualTo("1");

        Api.Answer repair = approver.get(result + "/repair").is(200);
        assertThat(repair.header("Content-Disposition")).contains("attachment");
        assertThat(repair.response().body())
                .contains("BEGIN;", "it''s 4", "COMMIT;")
                .doesNotContain("it''s 5");
        assertThat(operator.get("/api/v1/journal?kind=backup").is(200).response().body())
                .contains("backup rescue download");
        try (Stream<Path> kept = Files.list(site.directory().resolve(".holdfast"))) {
            assertThat(kept.filter(file -> file.getFileName().toString().startsWith("repair-")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file)).hasSize(2));
        }
    }

    @Test
    void noSqlComesInOverHttp() throws Exception {
        for (String refused :
                List.of(
                        "\"id = 1\"",
                        "[{\"column\": \"id\", \"is\": \"= 1 or 1\", \"value\": \"1\"}]",
                        "[{\"value\": \"1\"}]")) {
            assertThat(
                            approver.post("/api/v1/databases/shop/rescues", rescue(refused))
                                    .is(400)
                                    .code())
                    .as(refused)
                    .isEqualTo("usage");
        }
        for (String harmless :
                List.of(
                        "[{\"column\": \"id) or (true\", \"is\": \"null\"}]",
                        "[{\"column\": \"name\", \"is\": \"=\", \"value\": \"' or true --\\\\\"}]")) {
            JsonNode done =
                    ended(approver.post("/api/v1/databases/shop/rescues", rescue(harmless)));
            assertThat(done.at("/result/findings/lost").asLong(0)).as(harmless).isZero();
        }
        JsonNode wrong =
                ended(
                        approver.post(
                                "/api/v1/databases/shop/rescues",
                                "{\"table\": \"items'; drop table items; --\", \"at\": \"%s\"}"
                                        .formatted(at)));
        assertThat(wrong.at("/problem/code").asString("")).isEqualTo("usage");
        assertThat(site.server().query("shop", "select count(*) from items")).isEqualTo("90");
    }
}
