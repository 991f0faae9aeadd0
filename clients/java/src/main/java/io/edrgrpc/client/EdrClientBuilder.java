package io.edrgrpc.client;

import io.grpc.ChannelCredentials;
import io.grpc.CompositeChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannelBuilder;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How to connect. Without more it is TLS with the trust of the Java runtime. */
public final class EdrClientBuilder {
    private final String target;
    private final TlsChannelCredentials.Builder tls = TlsChannelCredentials.newBuilder();
    private Duration timeout = Duration.ofSeconds(30);
    private Supplier<String> token;
    private String serverName;
    private boolean plaintext;

    EdrClientBuilder(String target) {
        this.target = Objects.requireNonNull(target, "target");
    }

    /** Trusts the certificates of this PEM file, and no others. */
    public EdrClientBuilder trust(Path certificates) {
        try {
            tls.trustManager(certificates.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("The certificates to trust cannot be read: " + certificates, e);
        }

        return this;
    }

    /** Signs in with a client certificate: PEM files of the chain and of its PKCS#8 private key. */
    public EdrClientBuilder clientCertificate(Path chain, Path privateKey) {
        try {
            tls.keyManager(chain.toFile(), privateKey.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("The client certificate or its key cannot be read: " + chain + ", " + privateKey, e);
        }

        return this;
    }

    /** Signs in with a bearer token. */
    public EdrClientBuilder token(String value) {
        return token(() -> value);
    }

    /** Signs in with bearer tokens; asked at every call, so that they can change. */
    public EdrClientBuilder token(Supplier<String> source) {
        token = source;
        return this;
    }

    /** The name that the server's certificate must have, when it is not the host of the target. */
    public EdrClientBuilder serverName(String name) {
        serverName = name;
        return this;
    }

    /** No TLS, for a server on this machine. Tokens are then refused: anyone on the path could take them. */
    public EdrClientBuilder plaintext() {
        plaintext = true;
        return this;
    }

    /** How long a unary call may take, with its repeats; 30 seconds by default. Watches have none but what they are given. */
    public EdrClientBuilder timeout(Duration value) {
        timeout = value;
        return this;
    }

    /** The client. It connects at its first call. */
    public EdrClient build() {
        ManagedChannelBuilder<?> channel = Grpc.newChannelBuilder(target, credentials())
            .enableRetry()
            // A watch would wait for ever for a server that stands still, or behind a NAT that forgot it; broken, it is resumed.
            .keepAliveTime(20, TimeUnit.SECONDS)
            .keepAliveTimeout(10, TimeUnit.SECONDS)
            .defaultServiceConfig(ServiceConfig.of(timeout));
        if (serverName != null) {
            channel.overrideAuthority(serverName);
        }

        return EdrClient.over(channel.build(), timeout);
    }

    private ChannelCredentials credentials() {
        if (plaintext && token != null) {
            throw new IllegalStateException("A token is not sent in cleartext: remove plaintext() or the token.");
        }

        ChannelCredentials transport = plaintext ? InsecureChannelCredentials.create() : tls.build();
        return token == null ? transport : CompositeChannelCredentials.create(transport, new BearerToken(token));
    }
}
