package dev.pg2convex.core.transform;

import static dev.pg2convex.core.transform.Fixtures.any;
import static dev.pg2convex.core.transform.Fixtures.field;
import static dev.pg2convex.core.transform.Fixtures.number;
import static dev.pg2convex.core.transform.Fixtures.optional;
import static dev.pg2convex.core.transform.Fixtures.plan;
import static dev.pg2convex.core.transform.Fixtures.present;
import static dev.pg2convex.core.transform.Fixtures.ref;
import static dev.pg2convex.core.transform.Fixtures.required;
import static dev.pg2convex.core.transform.Fixtures.row;
import static dev.pg2convex.core.transform.Fixtures.table;
import static dev.pg2convex.core.transform.Fixtures.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pg2convex.core.mapping.NullPolicy;
import dev.pg2convex.core.mapping.Ref.Orphan;
import dev.pg2convex.core.plan.FieldPlan;
import dev.pg2convex.core.source.Cell;
import dev.pg2convex.core.source.SourceRow;
import dev.pg2convex.core.store.RejectReason;
import dev.pg2convex.core.target.TargetSchema;
import dev.pg2convex.core.target.Validator;
import dev.pg2convex.core.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransformerTest {
    private static final Cell ABSENT = new Cell.Absent();
    private static final Cell ORPHAN = new Cell.Orphan();
    private static final Cell PARENT = new Cell.Parent("1");

    @Test
    void transform_presentCells_yieldsTheirValues() {
        var document = document(new Transformer(plan(field("a"), field("b")), any()).transform(row(present(text("x")), present(number(2))),
                Fixtures::everyParent));

        assertEquals("7", document.key());
        assertEquals(new Value.Obj(Map.of("a", text("x"), "b", number(2))), document.fields());
        assertEquals(2 + (2 + 3) + (2 + 9), document.size());
        assertEquals(List.of(), document.unset());
        assertEquals(0, document.deferred());
    }

    @Test
    void transform_nulls_followsThePolicyOfEachField() {
        FieldPlan[] fields = {field("omitted"), field("nulled", new NullPolicy.AsNull()),
                field("defaulted", new NullPolicy.Default(number(0)))};

        var document = document(new Transformer(plan(fields), any()).transform(row(ABSENT, ABSENT, ABSENT), Fixtures::everyParent));

        assertEquals(new Value.Obj(Map.of("nulled", new Value.Null(), "defaulted", number(0))), document.fields());
        assertEquals(List.of("omitted"), document.unset());
    }

    @ParameterizedTest
    @EnumSource(names = {"NUMBER_PRECISION", "TIMESTAMP_RANGE", "INVALID_VALUE"})
    void transform_unfitCell_rejectsWithItsReason(RejectReason reason) {
        assertEquals(rejected(reason, "a"), transform(row(new Cell.Unfit(reason.code())), field("a")));
    }

    @Test
    void transform_unfitCellOfUnknownReason_throws() {
        SourceRow row = row(new Cell.Unfit("bad_luck"));

        assertThrows(IllegalStateException.class, () -> transform(row, field("a")));
    }

    @Test
    void transform_parentMapped_yieldsItsDocumentId() {
        var document = document(transform(row(PARENT), ref("userId", "users", Orphan.REJECT, false)));

        assertEquals(new Value.Obj(Map.of("userId", text("users-1"))), document.fields());
    }

    @Test
    void transform_nullReference_followsTheNullPolicy() {
        assertEquals(List.of("userId"), document(transform(row(ABSENT), ref("userId", "users", Orphan.REJECT, false))).unset());
    }

    @Test
    void transform_orphan_rejectsOrLeavesTheFieldOut() {
        assertEquals(rejected(RejectReason.ORPHAN, "userId"), transform(row(ORPHAN), ref("userId", "users", Orphan.REJECT, false)));
        assertEquals(List.of("userId"), document(transform(row(ORPHAN), ref("userId", "users", Orphan.OMIT, false))).unset());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void transform_parentRejected_rejects(boolean deferred) {
        FieldPlan field = ref("userId", "users", Orphan.OMIT, deferred);

        assertEquals(rejected(RejectReason.PARENT_REJECTED, "userId"), transform(row(PARENT), (_, _) -> new ParentState.Rejected(), field));
    }

    @Test
    void transform_parentUnmapped_isLate() {
        assertEquals(new Transformed.Late("7"),
                transform(row(PARENT), (_, _) -> new ParentState.Unmapped(), ref("userId", "users", Orphan.REJECT, false)));
    }

    @Test
    void transform_lateAndUnfit_rejects() {
        FieldPlan[] fields = {ref("userId", "users", Orphan.REJECT, false), field("a")};

        assertEquals(rejected(RejectReason.INVALID_VALUE, "a"),
                transform(row(PARENT, new Cell.Unfit("invalid_value")), (_, _) -> new ParentState.Unmapped(), fields));
    }

    @Test
    void transform_deferredParentUnmapped_leavesTheFieldOutAndCountsIt() {
        var document = document(transform(row(PARENT), (_, _) -> new ParentState.Unmapped(), ref("next", "things", Orphan.REJECT, true)));

        assertEquals(List.of("next"), document.unset());
        assertEquals(1, document.deferred());
    }

    @Test
    void transform_deferredParentUnmappedOfRequiredField_isLate() {
        var schema = table(new Validator.Obj(Map.of("next", required(new Validator.Id("things")))));

        Transformed transformed = new Transformer(plan(ref("next", "things", Orphan.REJECT, true)), schema).transform(row(PARENT),
                (_, _) -> new ParentState.Unmapped());

        assertEquals(new Transformed.Late("7"), transformed);
    }

    @Test
    void transform_rowThatRefersToItselfAndWasRejected_isTriedAgain() {
        var document = document(
                transform(row(new Cell.Parent("7")), (_, _) -> new ParentState.Rejected(), ref("next", "things", Orphan.REJECT, true)));

        assertEquals(1, document.deferred());
    }

    @Test
    void transform_requiredMappedFieldMissing_rejects() {
        var schema = table(new Validator.Obj(Map.of("a", required(new Validator.Text()))));

        assertEquals(rejected(RejectReason.SCHEMA, "a"),
                new Transformer(plan(field("a")), schema).transform(row(ABSENT), Fixtures::everyParent));
    }

    @Test
    void transform_requiredFieldOfTheApplicationMissing_isAProblemOfInsertsOnly() {
        var schema = table(new Validator.Obj(Map.of("a", required(new Validator.Text()), "own", required(new Validator.Text()), "free",
                optional(new Validator.Text()))));
        Transformer transformer = new Transformer(plan(field("a")), schema);

        assertInstanceOf(Transformed.Document.class, transformer.transform(row(present(text("x"))), Fixtures::everyParent));
        assertEquals(rejected(RejectReason.SCHEMA, "own"), transformer.transformNew(row(present(text("x"))), Fixtures::everyParent));
    }

    @Test
    void transformNew_completeDocument_isTheSame() {
        var schema = table(new Validator.Obj(Map.of("a", required(new Validator.Text()), "free", optional(new Validator.Text()))));
        Transformer transformer = new Transformer(plan(field("a")), schema);

        var document = transformer.transform(row(present(text("x"))), Fixtures::everyParent);

        assertEquals(document, transformer.transformNew(row(present(text("x"))), Fixtures::everyParent));
    }

    @Test
    void transform_documentOfOneMebibyte_countsSystemFields() {
        int most = (1 << 20) - 61 - (2 + 2 + 2);

        assertInstanceOf(Transformed.Document.class, transform(row(present(text("x".repeat(most)))), field("a")));
        assertEquals(new Transformed.Rejected("7", RejectReason.DOCUMENT_TOO_LARGE, Optional.empty()),
                transform(row(present(text("x".repeat(most + 1)))), field("a")));
    }

    @Test
    void of_schemaWithoutValidation_checksNothing() {
        var tables = Map.of("things", table(new Validator.Obj(Map.of("a", required(new Validator.Bool())))));
        SourceRow row = row(present(text("x")));

        assertInstanceOf(Transformed.Document.class,
                Transformer.of(plan(field("a")), new TargetSchema(tables, false)).transform(row, Fixtures::everyParent));
        assertInstanceOf(Transformed.Rejected.class,
                Transformer.of(plan(field("a")), new TargetSchema(tables, true)).transform(row, Fixtures::everyParent));
    }

    @Test
    void of_schemaWithoutTheTable_throws() {
        TargetSchema schema = new TargetSchema(Map.of(), true);

        assertThrows(IllegalArgumentException.class, () -> Transformer.of(plan(field("a")), schema));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_id", "$a", "é", "a\n"})
    void construct_fieldNameThatConvexForbids_throws(String name) {
        assertThrows(IllegalArgumentException.class, () -> new Transformer(plan(field(name)), any()));
    }

    @Test
    void construct_fieldMappedTwice_throws() {
        assertThrows(IllegalArgumentException.class, () -> new Transformer(plan(field("a"), field("a")), any()));
    }

    @Test
    void transform_rowOfAnotherPlan_throws() {
        assertThrows(IllegalArgumentException.class, () -> transform(row(ABSENT, ABSENT), field("a")));
    }

    private static Transformed transform(SourceRow row, FieldPlan... fields) {
        return transform(row, Fixtures::everyParent, fields);
    }

    private static Transformed transform(SourceRow row, ParentState.Lookup parents, FieldPlan... fields) {
        return new Transformer(plan(fields), any()).transform(row, parents);
    }

    private static Transformed.Document document(Transformed transformed) {
        return assertInstanceOf(Transformed.Document.class, transformed);
    }

    private static Transformed.Rejected rejected(RejectReason reason, String field) {
        return new Transformed.Rejected("7", reason, Optional.of(field));
    }
}
