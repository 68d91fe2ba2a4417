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

package io.identifiabl.test.hostile;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HostileTokensTests {

	private static final URI RESOURCE = URI.create("http://localhost:1/api/me");

	private static HostileIssuers issuers;

	@BeforeAll
	static void start() {
		issuers = HostileIssuers.start();
	}

	@AfterAll
	static void stop() {
		issuers.close();
	}

	@Test
	void rowsAreManyAndHaveIdsOfTheirOwn() {
		assertThat(HostileTokens.rows()).hasSizeGreaterThan(200)
			.extracting(HostileToken::getId)
			.doesNotHaveDuplicates();
	}

	@Test
	void everyGroupHasRowsOrAReason() {
		Set<String> groups = HostileTokens.rows().stream().map(HostileToken::getGroup).collect(Collectors.toSet());
		assertThat(groups).doesNotContainAnyElementsOf(HostileTokens.groupsWithoutRows().keySet());
		groups.addAll(HostileTokens.groupsWithoutRows().keySet());
		assertThat(HostileTokens.groups().keySet()).isEqualTo(groups);
	}

	@Test
	void everyRowHasAnIssuerAndMakesARequest() {
		List<String> names = issuers.list().stream().map(HostileIssuer::name).toList();
		assertThat(names).startsWith("main");
		assertThat(HostileTokens.rows()).allSatisfy((row) -> {
			assertThat(names).contains(row.getIssuer());
			assertThat(row.toRequest(issuers).toBytes(RESOURCE)).isNotEmpty();
		});
	}

	@Test
	void everyRefusedRowHasACodeAndNoIdentity() {
		assertThat(HostileTokens.rows()).filteredOn((row) -> row.getExpectedStatus() != 200).allSatisfy((row) -> {
			assertThat(row.getExpectedCode() != null).isNotEqualTo(row.isForContainer());
			assertThat(row.getExpectedIdentity(issuers)).isEmpty();
		});
	}

	@Test
	void everyAcceptedRowSaysWhoItIs() {
		assertThat(HostileTokens.rows()).filteredOn((row) -> row.getExpectedStatus() == 200 && !row.isForUsers())
			.allSatisfy((row) -> assertThat(row.getExpectedIdentity(issuers)).isNotEmpty());
	}

	@Test
	void goodRowIsARealToken() throws Exception {
		SignedJWT token = SignedJWT.parse(new String(row("C8.1").toRequest(issuers).token(), StandardCharsets.UTF_8));
		String keys = get(token.getJWTClaimsSet().getIssuer() + "/keys").body();
		assertThat(token.verify(new RSASSAVerifier(JWKSet.parse(keys).getKeyByKeyId("main").toRSAKey()))).isTrue();
		assertThat(token.getJWTClaimsSet().getAudience()).containsExactly(HostileTokens.getAudience());
	}

	@Test
	void requestIsWrittenAsTheRowHasIt() {
		String request = new String(row("A21.6").toRequest(issuers).toBytes(RESOURCE), StandardCharsets.UTF_8);
		assertThat(request).startsWith("GET /api/me HTTP/1.1\r\nHost: localhost:1\r\nAuthorization: Bearer ey")
			.endsWith("\u0000\r\nConnection: close\r\n\r\n");
	}

	@Test
	void formIsSentWithItsLength() {
		String request = new String(row("A23.4").toRequest(issuers).toBytes(RESOURCE), StandardCharsets.UTF_8);
		String body = request.substring(request.indexOf("\r\n\r\n") + 4);
		assertThat(body).startsWith("access_token=ey");
		assertThat(request).startsWith("POST ").contains("Content-Length: " + body.length());
	}

	@Test
	void issuerPublishesWhatItsDescriptionSays() throws Exception {
		HostileIssuer issuer = issuers.list().get(0);
		assertThat(get(issuer.issuer() + "/.well-known/openid-configuration").body()).contains(issuer.issuer());
		assertThat(get(issuer.issuer() + "/elsewhere").statusCode()).isEqualTo(404);
		assertThat(get(issuer.issuer() + "-unknown/keys").statusCode()).isEqualTo(404);
	}

	@Test
	void publishedKeysHaveNoPrivatePartUnlessTheRowIsAboutIt() throws Exception {
		String origin = issuers.list().get(0).issuer().replace("/main", "");
		assertThat(get(origin + "/main/keys").body()).doesNotContain("\"d\":", "\"p\":", "\"qi\":");
		assertThat(get(origin + "/private/keys").body()).contains("\"d\":", "\"qi\":");
	}

	@Test
	void canaryCountsItsCalls() throws Exception {
		String origin = issuers.list().get(0).issuer().replace("/main", "");
		HttpResponse<String> redirect = get(origin + "/jwks-redirect/keys");
		assertThat(redirect.statusCode()).isEqualTo(302);
		int before = issuers.getCanaryRequests();
		get(redirect.headers().firstValue("Location").orElseThrow());
		assertThat(issuers.getCanaryRequests()).isEqualTo(before + 1);
	}

	@Test
	void responseIsReadWithAndWithoutChunks() {
		HostileResponse plain = response("HTTP/1.1 401 \r\nA: 1\r\na:2\r\n\r\nbody");
		assertThat(plain.status()).isEqualTo(401);
		assertThat(plain.header("a")).containsExactly("1", "2");
		assertThat(plain.body()).isEqualTo("body");
		HostileResponse chunked = response(
				"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n\u00c3\u00a4b\r\n2\r\ncd\r\n0\r\n\r\n");
		assertThat(chunked.body()).isEqualTo("\u00e4bcd");
	}

	private static HostileResponse response(String text) {
		return HostileResponse.parse(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	private static HostileToken row(String id) {
		return HostileTokens.rows().stream().filter((row) -> row.getId().equals(id)).findFirst().orElseThrow();
	}

	private static HttpResponse<String> get(String url) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
	}

}
