package dev.pg2convex.core.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pg2convex.core.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What tells whether a document differs from the one last written: 128 bits of SHA-256 over the mapped fields in an unambiguous form, the order of
 * fields and keys left out of account.
 */
public final class DocumentHash {
    /**
     * The version of everything that makes values out of rows. Raise it whenever the same row would yield another document (a type is read
     * otherwise, keys are escaped otherwise) or the form below changes: each row is then written once more.
     */
    public static final int ENCODER_VERSION = 1;

    /** Half of SHA-256: among a billion documents two are alike by chance with a probability of 10^-21. */
    private static final int BYTES = 16;

    private DocumentHash() {}

    /** @param unset mapped fields that the document must not have; they count, so that a field newly mapped is removed where it is not yielded */
    public static String of(Map<String, Value> fields, Collection<String> unset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(ENCODER_VERSION);
            writeFields(fields, out);
            out.writeInt(unset.size());
            for (String name : new TreeSet<>(unset)) {
                writeText(name, out);
            }
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
            return HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void writeFields(Map<String, Value> fields, DataOutputStream out) throws IOException {
        out.writeInt(fields.size());
        for (var field : new TreeMap<>(fields).entrySet()) {
            writeText(field.getKey(), out);
            write(field.getValue(), out);
        }
    }

    private static void write(Value value, DataOutputStream out) throws IOException {
        switch (value) {
            case Value.Null _ -> out.writeByte('n');
            case Value.Bool(boolean bool) -> out.writeByte(bool ? 't' : 'f');
            case Value.Float64(double number) -> {
                out.writeByte('d');
                out.writeLong(Double.doubleToLongBits(number));
            }
            case Value.Int64(long integer) -> {
                out.writeByte('i');
                out.writeLong(integer);
            }
            case Value.Text(String text) -> {
                out.writeByte('s');
                writeText(text, out);
            }
            case Value.Bytes bytes -> {
                out.writeByte('b');
                writeBytes(bytes.value(), out);
            }
            case Value.Array array -> {
                out.writeByte('a');
                out.writeInt(array.items().size());
                for (Value item : array.items()) {
                    write(item, out);
                }
            }
            case Value.Obj object -> {
                out.writeByte('o');
                writeFields(object.fields(), out);
            }
        }
    }

    private static void writeText(String text, DataOutputStream out) throws IOException {
        writeBytes(text.getBytes(UTF_8), out);
    }

    private static void writeBytes(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
