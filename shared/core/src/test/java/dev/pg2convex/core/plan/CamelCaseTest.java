package dev.pg2convex.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CamelCaseTest {
    @ParameterizedTest
    @CsvSource({"created_at, createdAt", "createdAt, createdAt", "id, id", "ID, id", "USER_ID, userId", "User_Name, userName",
            "_private, private", "a__b_, aB", "line item-no, lineItemNo", "x2_y3, x2Y3", "address_2, address2", "api_URLs, apiURLs",
            "URLs, URLs", "___, ___", "IMAGE_ID, imageId"})
    void of_column_isTheFieldsName(String column, String field) {
        assertEquals(field, CamelCase.of(column));
    }
}
