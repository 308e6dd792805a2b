package dev.pg2convex.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.local.ExitCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSite.class)
class InitCommandTest {
    @Test
    void look(Site site) throws Exception {
        site.database.createDatabase("look");
        try (var in = InitCommandTest.class.getResourceAsStream("nasty.sql")) {
            site.sql("look", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        var environment = new Environment(Path.of("/tmp/hp"), Map.of("POSTGRES_URL", site.database.url("look")));
        var said = Said.by(environment, "init", "--schema", "public,app,Odd. schema", "--out", "/tmp/hp/out", "--force", "--debug");
        System.err.println(said.err() + said.out());
        assertEquals(ExitCode.CLEAN, said.code());
        said = Said.by(environment, "init", "--check", "--out", "/tmp/hp/out");
        System.err.println(said.err() + said.out());
        assertEquals(ExitCode.CLEAN, said.code());
    }
}
