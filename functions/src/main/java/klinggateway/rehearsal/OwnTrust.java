package klinggateway.rehearsal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Until it is closed, clients that are made in this process trust a certificate made for a stage, and nothing else. Clients that
 * were made before are not touched.
 */
final class OwnTrust implements AutoCloseable {

    static final String HOST = "localhost";

    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";
    private static final String PASSWORD = "rehearsal";

    private final Optional<String> trustStoreBefore = Optional.ofNullable(System.getProperty(TRUST_STORE));
    private final Optional<String> passwordBefore = Optional.ofNullable(System.getProperty(TRUST_STORE_PASSWORD));
    private final SSLContext contextBefore = SSLContext.getDefault();
    private final SSLContext context = SSLContext.getInstance("TLS");
    private final Path file = Files.createTempFile("rehearsal", ".p12");

    private OwnTrust() throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        X509Certificate certificate = Certificate.of(keys, HOST);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(HOST, certificate);
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(HOST, keys.getPrivate(), PASSWORD.toCharArray(), new X509Certificate[] {certificate});
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(own, PASSWORD.toCharArray());
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(trusted);
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
    }

    static OwnTrust establish() throws GeneralSecurityException, IOException {
        // Java keeps the factory that is first asked for, so that has to be the real one.
        HttpsURLConnection.getDefaultSSLSocketFactory();
        OwnTrust trust = new OwnTrust();
        System.setProperty(TRUST_STORE, trust.file.toString());
        System.setProperty(TRUST_STORE_PASSWORD, PASSWORD);
        SSLContext.setDefault(trust.context);
        return trust;
    }

    /** With the stage's own key. */
    SSLContext context() {
        return context;
    }

    @Override
    public void close() throws IOException {
        SSLContext.setDefault(contextBefore);
        putBack(TRUST_STORE, trustStoreBefore);
        putBack(TRUST_STORE_PASSWORD, passwordBefore);
        Files.deleteIfExists(file);
    }

    private static void putBack(String property, Optional<String> before) {
        before.ifPresentOrElse(value -> System.setProperty(property, value), () -> System.clearProperty(property));
    }
}
