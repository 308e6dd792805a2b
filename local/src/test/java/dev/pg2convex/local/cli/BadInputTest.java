package dev.pg2convex.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.local.ExitCode;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bad input, one case each in the files of {@code bad}: the whole of what is said, the exit code, and that nothing was written on either side.
 *
 * <p>A case is {@code run} with the chat example as it is, but for: {@code command WORDS} with the mapping, {@code line WORDS} as they stand,
 * {@code set NAME=VALUE}, {@code unset NAME}, {@code replace THIS => THAT} in the mapping, {@code mapping missing}, {@code deployment NAME},
 * {@code source odd}, {@code source own} where the migration store is there when this comes out, {@code role NAME}.
 */
@Order(1)
@ExtendWith(SharedSite.class)
class BadInputTest {
    private static final int LEAST = 120;

    @TempDir
    private static Path folder;
    private static BadInputSite bad;

    @BeforeAll
    static void start(Site site) throws Exception {
        bad = new BadInputSite(site, folder);
    }

    /** Looked at once, and not after each case: that takes as long as the cases. */
    @AfterAll
    static void stop() throws Exception {
        try (var closing = bad) {
            closing.assertNothingWritten();
        }
    }

    static Stream<BadInput> cases() {
        return Stream.of("services", "urls", "deployments", "mappings", "sources", "catalogs", "targets", "flags", "commands")
                .flatMap(BadInput::of);
    }

    @Test
    void cases_areManyAndNoneTwice() {
        assertTrue(cases().count() >= LEAST, () -> String.valueOf(cases().count()));
        assertEquals(cases().count(), cases().map(BadInput::name).distinct().count());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void command_badInput_saysWhatToDoAndWritesNothing(BadInput each) throws Exception {
        var input = new SpoiltInput(bad, each);

        var said = input.say(input.line());

        assertEquals(each.part("expected").orElse(""), input.general(said.err()));
        assertEquals(ExitCode.INPUT, said.code());
        assertEquals("", said.out());
        for (var secret : input.secrets()) {
            assertFalse(said.err().contains(secret), "a secret or a value is shown");
        }
        if (input.isPlainRun()) {
            planSaysTheSame(input, said.err());
        }
    }

    /** And may say more: it does not stop at the first thing that is wrong. */
    private static void planSaysTheSame(SpoiltInput input, String err) throws Exception {
        var said = input.say(List.of("plan", "--mapping", input.mapping().toString()));
        assertEquals(ExitCode.INPUT, said.code(), said.err());
        assertEquals("", said.out());
        for (var line : said(err)) {
            assertTrue(said(said.err()).contains(line), said.err() + "\nlacks\n" + line);
        }
    }

    /** Line by line; the identity of a request differs from call to call. */
    private static List<String> said(String err) {
        return err.substring(Math.max(0, err.indexOf("pg2convex: ")))
                .replaceFirst("^pg2convex: ", "")
                .replaceAll("request ID [0-9a-f]+", "")
                .lines()
                .sorted(Comparator.naturalOrder())
                .toList();
    }
}
