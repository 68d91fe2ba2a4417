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

package io.identifiabl.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;

import javax.net.ssl.SSLHandshakeException;

import com.nimbusds.jose.KeySourceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.identifiabl.LogLines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FetchFaultTests {

	private static final URI LOCATION = URI.create("https://idp.example:8443/realms/a/certs");

	private final KeyServer server = new KeyServer();

	private final HttpResourceRetriever retriever = new HttpResourceRetriever(
			KeySettings.defaults().withConnectTimeout(Duration.ofSeconds(5)).withReadTimeout(Duration.ofSeconds(5)));

	@AfterEach
	void closeServer() {
		this.server.close();
	}

	@Test
	void fetchWhenNobodyListensThenSaysThatTheConnectionIsRefused() {
		this.server.close();
		assertFetchFails(fetcher(this.server.url()), "no keys of " + this.server.url() + ": fetching "
				+ this.server.uri(KeyServer.OIDC) + " failed: connection refused");
	}

	@Test
	void fetchWhenHostIsUnknownThenSaysSo() {
		assertFetchFails(fetcher("http://idp.invalid:8180/realms/a"),
				"no keys of http://idp.invalid:8180/realms/a: fetching http://idp.invalid:8180/realms/a"
						+ KeyServer.OIDC + " failed: unknown host");
	}

	@Test
	void fetchWhenStatusIsAnErrorThenNamesIt() {
		this.server.fail(KeyServer.OIDC, 500);
		assertFetchFails(fetcher(this.server.url()), "no keys of " + this.server.url() + ": fetching "
				+ this.server.uri(KeyServer.OIDC) + " failed: status 500");
	}

	// another host than the issuer's
	@Test
	void fetchWhenAddressOfKeysIsConfiguredThenNamesThatAddress() {
		this.server.fail("/internal/keys", 404);
		KeySetFetcher fetcher = new KeySetFetcher("https://public.example", this.server.uri("/internal/keys"), false,
				this.retriever);
		assertFetchFails(fetcher, "no keys of https://public.example: fetching " + this.server.uri("/internal/keys")
				+ " failed: status 404");
	}

	@Test
	void fetchWhenMetadataIsOfAnotherIssuerThenNamesIt() {
		this.server.respond(KeyServer.OIDC, "{\"issuer\":\"https://other.example\",\"jwks_uri\":\"x\"}");
		assertFetchFails(fetcher(this.server.url()),
				"no keys of " + this.server.url() + ": metadata of another issuer: 'https://other.example'");
	}

	@Test
	void fetchWhenMetadataNamesNoIssuerThenSaysSo() {
		this.server.respond(KeyServer.OIDC, "{\"issuer\":7}");
		assertFetchFails(fetcher(this.server.url()),
				"no keys of " + this.server.url() + ": metadata that names no issuer");
	}

	@Test
	void fetchWhenIssuerIsOffByASlashThenWarnsOnce() throws KeySourceException {
		this.server.respond(KeyServer.OIDC,
				"{\"issuer\":\"" + this.server.url() + "/\",\"jwks_uri\":\"" + this.server.uri("/jwks") + "\"}");
		this.server.respond("/jwks", new PublishingIssuer().getDocument());
		KeySetFetcher fetcher = fetcher(this.server.url());
		try (LogLines lines = LogLines.of(KeySetFetcher.class.getName())) {
			fetcher.fetch(0);
			fetcher.fetch(1);
			assertThat(lines.get()).singleElement()
				.asString()
				.startsWith("WARN The issuer is configured as '" + this.server.url() + "', but its metadata names '"
						+ this.server.url() + "/'.");
		}
	}

	@Test
	void describeLeavesOutWhatMayBeSecret() {
		assertThat(FetchFault.describe(URI.create("https://user:secret@idp.example/keys?token=secret#secret"),
				new IOException("status 500")))
			.isEqualTo("fetching https://idp.example/keys failed: status 500");
	}

	@Test
	void describeWhenTheMessageIsAWrappersThenUsesThatOfTheCause() {
		IOException wrapper = new IOException(new SSLHandshakeException("PKIX path building failed"));
		assertThat(FetchFault.describe(LOCATION, wrapper))
			.isEqualTo("fetching https://idp.example:8443/realms/a/certs failed: PKIX path building failed");
	}

	@Test
	void describeWhenOtherClientsSayItTheirWayThenTheKindIsTheSame() {
		assertThat(FetchFault.describe(LOCATION, new UnknownHostException("idp.example"))).endsWith("unknown host");
		assertThat(FetchFault.describe(LOCATION, new NoRouteToHostException())).endsWith("no route to host");
	}

	@Test
	void describeWhenThereIsNoMessageThenNamesTheException() {
		assertThat(FetchFault.describe(LOCATION, new UncheckedIOException(null, new IOException())))
			.endsWith("failed: UncheckedIOException");
	}

	@Test
	void describeWhenCausesFormACircleThenEnds() {
		IOException first = new IOException();
		IOException second = new IOException((String) null, first);
		first.initCause(second);
		assertThat(FetchFault.describe(LOCATION, first)).endsWith("failed: IOException");
	}

	private KeySetFetcher fetcher(String issuer) {
		return new KeySetFetcher(issuer, null, false, this.retriever);
	}

	private static void assertFetchFails(KeySetFetcher fetcher, String message) {
		assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> fetcher.fetch(0)).withMessage(message);
	}

}
