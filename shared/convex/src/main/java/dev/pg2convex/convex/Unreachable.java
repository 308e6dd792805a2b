package dev.pg2convex.convex;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.io.IOException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Why no connection came about. Nothing was sent. */
final class Unreachable {
    private Unreachable() {}

    static CategorizedException because(IOException cause, ConvexUrl url) {
        if (cause instanceof UnknownHostException) {
            return new CategorizedException(Failure.UNAVAILABLE, "unknown_host",
                    "the name of " + url + " cannot be resolved; check the URL and the network", cause);
        }
        if (isUntrusted(cause)) {
            return new CategorizedException(Failure.CONFIGURATION, "untrusted_certificate",
                    "the certificate of " + url
                            + " is not trusted, or of another host; check the URL, or add the certificate's issuer to Java's trust store",
                    cause);
        }
        return new CategorizedException(Failure.UNAVAILABLE, "unreachable",
                "no connection to " + url + "; check the URL, the network and that it is running", cause);
    }

    private static boolean isUntrusted(Throwable cause) {
        for (Throwable one = cause; one != null; one = one.getCause()) {
            if (one instanceof SSLPeerUnverifiedException || one instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }
}
