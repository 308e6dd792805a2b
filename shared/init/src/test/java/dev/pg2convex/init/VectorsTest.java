package dev.pg2convex.init;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.source.PgType;
import dev.pg2convex.core.source.SourceColumn;
import dev.pg2convex.core.source.SourceInventory.Column;
import dev.pg2convex.core.source.SourceInventory.Index;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The types of pgvector, which the tests' own database does not have. */
final class VectorsTest {
    private static SourceColumn vector(String name) {
        return new SourceColumn(name, PgType.base("vector"), "public.vector", true);
    }

    private static Column ofLength(String name, int length) {
        return new Column(name, false, 0, length == 0 ? OptionalInt.empty() : OptionalInt.of(length));
    }

    private static String schema(FakeSource source) {
        return new Init(source, source).make(new Selection(List.of("public"), List.of())).schema();
    }

    @Test
    void make_vectorOfFixedLength_isAnArrayWithAVectorIndex() {
        var source = new FakeSource().table("chunks", List.of(vector("embedding")), List.of(ofLength("embedding", 1_536)),
                List.of(new Index("chunks_hnsw", "hnsw", List.of(Optional.of("embedding")), false, false)));
        String schema = schema(source);
        assertTrue(schema.contains("""
                    embedding: v.array(v.float64()),
                  }).vectorIndex("by_embedding", { vectorField: "embedding", dimensions: 1536 }),
                """), schema);
    }

    @Test
    void make_vectorWithoutLength_saysWhyItHasNoIndex() {
        var source = new FakeSource().table("chunks", List.of(vector("embedding")), List.of(ofLength("embedding", 0)),
                List.of(new Index("i", "ivfflat", List.of(Optional.of("embedding")), false, false)));
        String schema = schema(source);
        assertTrue(
                schema.contains("  // No index for a vector index on embedding: it needs a fixed number of dimensions from 2 to 4096.\n"),
                schema);
        assertTrue(schema.contains("    embedding: v.array(v.float64()),\n  }),\n"), schema);
    }

    @Test
    void make_fiveVectors_indexesFour() {
        List<String> names = IntStream.range(0, 5).mapToObj(n -> "v" + n).toList();
        var source = new FakeSource().table("chunks", names.stream().map(VectorsTest::vector).toList(),
                names.stream().map(name -> ofLength(name, 3)).toList(), List.of());
        String schema = schema(source);
        assertTrue(Stream.of("v0", "v1", "v2", "v3").allMatch(name -> schema.contains("    .vectorIndex(\"by_" + name + "\", ")), schema);
        assertTrue(schema.contains("// No index for a vector index on v4: Convex has 4 per table.\n") && !schema.contains("by_v4"), schema);
    }
}
