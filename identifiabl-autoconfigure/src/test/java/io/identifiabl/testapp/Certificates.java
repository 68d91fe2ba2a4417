/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.identifiabl.testapp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Self-signed certificates for mutual TLS on the loopback address, made by the JDK's own
 * tool.
 *
 * @author Identifiabl Contributors
 */
public final class Certificates {

	public static final String PASSWORD = "changeit";

	private final Path directory;

	private final KeyStore trusted;

	private Certificates(Path directory, KeyStore trusted) {
		this.directory = directory;
		this.trusted = trusted;
	}

	public static Certificates create(Path directory, String... names)
			throws IOException, InterruptedException, GeneralSecurityException {
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		Certificates certificates = new Certificates(directory, trusted);
		for (String name : names) {
			certificates.generate(name);
			trusted.setCertificateEntry(name, certificates.certificate(name));
		}
		try (OutputStream file = Files.newOutputStream(certificates.trustStore())) {
			trusted.store(file, PASSWORD.toCharArray());
		}
		return certificates;
	}

	private void generate(String name) throws IOException, InterruptedException {
		List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1",
				"-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", keyStore(name).toString());
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(this.directory.resolve(name + ".log").toFile())
			.start();
		if (process.waitFor() != 0) {
			throw new IOException("keytool failed: " + Files.readString(this.directory.resolve(name + ".log")));
		}
	}

	public Path keyStore(String name) {
		return this.directory.resolve(name + ".p12");
	}

	public Path trustStore() {
		return this.directory.resolve("trusted.p12");
	}

	// RFC 8705 section 3.1
	public String thumbprint(String name) throws IOException, GeneralSecurityException {
		byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate(name).getEncoded());
		return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
	}

	// of a client that trusts all of them and shows that one
	public SSLContext client(String name) throws IOException, GeneralSecurityException {
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(load(name), PASSWORD.toCharArray());
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), trust().getTrustManagers(), null);
		return context;
	}

	// of a client that trusts all of them and shows none
	public SSLContext client() throws GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trust().getTrustManagers(), null);
		return context;
	}

	private TrustManagerFactory trust() throws GeneralSecurityException {
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(this.trusted);
		return trust;
	}

	public Certificate certificate(String name) throws IOException, GeneralSecurityException {
		return load(name).getCertificate(name);
	}

	private KeyStore load(String name) throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream file = Files.newInputStream(keyStore(name))) {
			store.load(file, PASSWORD.toCharArray());
		}
		return store;
	}

}
