package dev.pg2convex.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pg2convex.aws.Services;
import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/** Root certificates that came as a text, such as the bundle of AWS for a region, as the file that the driver wants. */
final class RootCertificates {
    private RootCertificates() {}

    /** @throws CategorizedException {@code bad_configuration} where there is no certificate in it */
    static Path file(String pem) {
        try {
            if (CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem.getBytes(UTF_8))).isEmpty()) {
                throw none(null);
            }
            var file = Files.createTempFile("pg2convex-roots-", ".pem");
            file.toFile().deleteOnExit();
            return Files.writeString(file, pem);
        } catch (CertificateException e) {
            throw none(e);
        } catch (IOException e) {
            throw new UncheckedIOException("the root certificates cannot be written to the folder for temporary files", e);
        }
    }

    private static CategorizedException none(CertificateException why) {
        return new CategorizedException(Failure.CONFIGURATION, "bad_configuration",
                Services.ROOT_CERTIFICATE
                        + " has no certificate; expected PEM, which begins with -----BEGIN CERTIFICATE----- and keeps its line breaks",
                why);
    }
}
