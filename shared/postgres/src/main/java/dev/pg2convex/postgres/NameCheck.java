package dev.pg2convex.postgres;

import java.io.UncheckedIOException;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.postgresql.ssl.PGjdbcHostnameVerifier;

/** pgjdbc's own check of a certificate's name. Its failure would look like a network's, which is waited for. */
public final class NameCheck implements HostnameVerifier {
    @Override
    public boolean verify(String host, SSLSession session) {
        if (!PGjdbcHostnameVerifier.INSTANCE.verify(host, session)) {
            throw new UncheckedIOException(new SSLPeerUnverifiedException(host));
        }
        return true;
    }
}
