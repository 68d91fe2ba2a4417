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

package io.identifiabl.security.keys;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

import io.identifiabl.keys.IssuerKeys;
import io.identifiabl.keys.KeySetState;
import io.identifiabl.keys.RefreshableKeys;
import io.identifiabl.security.token.IdentifiablAutoConfiguration;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.Certificates;
import io.identifiabl.testapp.RawServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Keys are fetched with what the application says about HTTP and TLS.
 *
 * @author Identifiabl Contributors
 */
@Timeout(60)
class KeyRetrievalTests {

	@TempDir
	private static Path directory;

	private static Certificates certificates;

	private final List<Thread> others = all();

	private final TestIssuer issuer = TestIssuer.start();

	private RawServer keys;

	private ApplicationContextRunner runner;

	@BeforeAll
	static void createCertificates() throws IOException, InterruptedException, GeneralSecurityException {
		certificates = Certificates.create(directory, "idp");
	}

	@BeforeEach
	void start() throws IOException, GeneralSecurityException {
		this.keys = RawServer.start(certificates.client("idp").getServerSocketFactory(), "https");
		this.keys.answer("/jwks", new JWKSet(this.issuer.getKey()).toString());
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(IdentifiablKeyRetrievalAutoConfiguration.class,
					IdentifiablAutoConfiguration.class, SslAutoConfiguration.class, HttpClientAutoConfiguration.class,
					ImperativeHttpClientAutoConfiguration.class))
			.withPropertyValues("identifiabl.providers.x.issuer=" + this.issuer.getIssuer(),
					"identifiabl.providers.x.jwk-set-uri=" + this.keys.getUrl() + "/jwks",
					"identifiabl.providers.x.audiences=urn:api", "identifiabl.keys.read-timeout=20s",
					"identifiabl.keys.connect-timeout=20s",
					"spring.ssl.bundle.jks.idp.truststore.location=file:" + certificates.trustStore(),
					"spring.ssl.bundle.jks.idp.truststore.password=" + Certificates.PASSWORD,
					"spring.ssl.bundle.jks.idp.truststore.type=PKCS12");
	}

	@AfterEach
	void stop() {
		this.keys.close();
		this.issuer.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdk", "http-components", "jetty", "reactor", "simple" })
	void sslBundleDecidesWhomToTrust(String client) {
		this.runner
			.withPropertyValues("spring.http.clients.imperative.factory=" + client,
					"identifiabl.providers.x.ssl-bundle=idp")
			.run(this::assertVerifies);
	}

	@Test
	void sslBundleWorksWithoutTheHttpClientOfSpringBoot() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(IdentifiablKeyRetrievalAutoConfiguration.class,
					IdentifiablAutoConfiguration.class, SslAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(ClientHttpRequestFactoryBuilder.class))
			.withPropertyValues("identifiabl.providers.x.issuer=" + this.issuer.getIssuer(),
					"identifiabl.providers.x.jwk-set-uri=" + this.keys.getUrl() + "/jwks",
					"identifiabl.providers.x.audiences=urn:api", "identifiabl.providers.x.ssl-bundle=idp",
					"spring.ssl.bundle.jks.idp.truststore.location=file:" + certificates.trustStore(),
					"spring.ssl.bundle.jks.idp.truststore.password=" + Certificates.PASSWORD,
					"spring.ssl.bundle.jks.idp.truststore.type=PKCS12")
			.run(this::assertVerifies);
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdk", "http-components", "jetty", "reactor", "simple" })
	void withoutTheBundleAPrivateAuthorityIsNotTrusted(String client) {
		this.runner.withPropertyValues("spring.http.clients.imperative.factory=" + client)
			.run(this::assertCannotVerify);
	}

	@Test
	void sslBundleOfAllClientsIsGoodForKeys() {
		this.runner.withPropertyValues("spring.http.clients.ssl.bundle=idp").run(this::assertVerifies);
	}

	@Test
	void changedBundleIsUsedFromTheNextFetchOn() {
		DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("idp", SslBundle.systemDefault());
		this.runner.withBean(DefaultSslBundleRegistry.class, () -> bundles)
			.withPropertyValues("identifiabl.providers.x.ssl-bundle=idp")
			.run((context) -> {
				assertCannotVerify(context);
				SslStoreBundle stores = new JksSslStoreBundle(null, new JksSslStoreDetails("PKCS12", null,
						"file:" + certificates.trustStore(), Certificates.PASSWORD));
				bundles.updateBundle("idp", SslBundle.of(stores));
				// a fetch that was going on may fail yet
				while (keys(context).getState().fetches() == 0) {
					keys(context).refresh();
					Thread.onSpinWait();
				}
				assertVerifies(context);
			});
	}

	@Test
	void retrieverOfTheApplicationWins() {
		ResourceRetriever own = (url) -> new Resource(new JWKSet(this.issuer.getKey()).toString(), null);
		this.runner.withBean(ResourceRetriever.class, () -> own).run(this::assertVerifies);
		assertThat(this.keys.getRequests()).isEmpty();
	}

	@Test
	void addressesThatTheApplicationForbidsAreNotCalled() {
		HttpClientSettings settings = HttpClientSettings.defaults().withInetAddressFilter((address) -> false);
		this.runner.withBean(HttpClientSettings.class, () -> settings)
			.withPropertyValues("identifiabl.providers.x.ssl-bundle=idp",
					"spring.http.clients.imperative.factory=http-components")
			.run(this::assertCannotVerify);
		assertThat(this.keys.getRequests()).isEmpty();
	}

	@Test
	void clientOfTheApplicationIsUsed() {
		AtomicInteger built = new AtomicInteger();
		ClientHttpRequestFactoryBuilder<?> own = (settings) -> {
			built.incrementAndGet();
			return ClientHttpRequestFactoryBuilder.jdk().build(settings);
		};
		this.runner.withBean(ClientHttpRequestFactoryBuilder.class, () -> own)
			.withPropertyValues("identifiabl.providers.x.ssl-bundle=idp")
			.run(this::assertVerifies);
		assertThat(built).hasValue(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdk", "http-components", "jetty", "simple" })
	void nothingIsLeftOfItWhenTheContextIsClosed(String client) {
		this.runner
			.withPropertyValues("spring.http.clients.imperative.factory=" + client,
					"identifiabl.providers.x.ssl-bundle=idp")
			.run((context) -> {
				assertVerifies(context);
				context.close();
				assertThat(threads()).allMatch(KeyRetrievalTests::isAboutToEnd);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdk", "http-components", "jetty" })
	void nothingIsLeftOfAFetchThatWasGoingOn(String client) {
		this.keys.hang("/jwks");
		this.runner
			.withPropertyValues("spring.http.clients.imperative.factory=" + client,
					"identifiabl.providers.x.ssl-bundle=idp", "identifiabl.keys.read-timeout=50s")
			.run((context) -> {
				context.getBean(IssuerKeys.class).refresh();
				while (this.keys.getRequests().isEmpty()) {
					Thread.onSpinWait();
				}
				context.close();
				assertThat(threads()).allMatch(KeyRetrievalTests::isAboutToEnd);
			});
	}

	private void assertVerifies(ApplicationContext context) {
		awaitFetch(context);
		assertThat(context.getBean(JwtDecoder.class).decode(token()).getSubject()).isEqualTo("user");
	}

	private void assertCannotVerify(ApplicationContext context) {
		awaitFetch(context);
		assertThat(keys(context).getState().lastError()).isNotNull();
		assertThatExceptionOfType(JwtException.class)
			.isThrownBy(() -> context.getBean(JwtDecoder.class).decode(token()));
	}

	// the first use of a client may take longer than requests would wait
	private static void awaitFetch(ApplicationContext context) {
		KeySetState state = keys(context).getState();
		while (state.fetches() + state.failures() == 0) {
			keys(context).refresh();
			Thread.onSpinWait();
			state = keys(context).getState();
		}
	}

	private static RefreshableKeys keys(ApplicationContext context) {
		return context.getBean(IssuerKeys.class).getAll().get(0);
	}

	private String token() {
		return this.issuer.token("user").audience("urn:api").sign();
	}

	// a timer of Jetty's is told to stop and not waited for
	private static boolean isAboutToEnd(Thread thread) {
		try {
			thread.join(5000);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return !thread.isAlive();
	}

	// without those of other tests' applications
	private List<Thread> threads() {
		return all().stream().filter((thread) -> !this.others.contains(thread)).toList();
	}

	private static List<Thread> all() {
		return Thread.getAllStackTraces().keySet().stream().filter((thread) -> {
			ThreadGroup group = thread.getThreadGroup();
			return (group != null && group.getName().equals("identifiabl-keys"))
					|| thread.getName().startsWith("identifiabl-keys");
		}).toList();
	}

}
