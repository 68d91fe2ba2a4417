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

package io.identifiabl.demo.faultlab;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.identifiabl.token.TokenSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * L10: a wall clock that jumps, in an application that has seen the tokens before.
 *
 * @author Identifiabl Contributors
 */
@Tag("lab")
class ClockLabTests {

	private static final LabClock clock = new LabClock();

	private static final Duration SKEW = TokenSettings.defaults().getClockSkew();

	// the time a request may take on a busy machine
	private static final Duration MARGIN = Duration.ofSeconds(20);

	private static final LabReport report = new LabReport(Scenario.L10, "clock", "token", "answer");

	@SuppressWarnings("NullAway.Init")
	private static FaultyIssuer issuer;

	@SuppressWarnings("NullAway.Init")
	private static LabServer server;

	@BeforeAll
	static void start() {
		issuer = FaultyIssuer.start(FaultMode.OK);
		server = LabServer.ours(List.of(issuer), List.of(ClockConfiguration.class));
		Lab.await(() -> server.get(issuer.token()).status() == 200);
	}

	@AfterAll
	static void stop() {
		report.write();
		server.close();
		issuer.close();
	}

	@BeforeEach
	void setClock() {
		clock.set(Duration.ZERO);
	}

	// a token that the application knows
	private static String warm(Duration lifetime) {
		String token = issuer.token("user").expiresAt(clock.instant().plus(lifetime)).sign();
		assertThat(server.get(token).status()).isEqualTo(200);
		return token;
	}

	private static Answer ask(String offset, String what, String token) {
		Answer answer = server.get(token);
		report.row(offset, what, answer);
		return answer;
	}

	private static String fresh() {
		return issuer.token("user").issuedAt(clock.instant()).sign();
	}

	@Test
	void getWhenClockJumpsAheadThenExpiredTokenIsRefused() {
		String token = warm(Duration.ofMinutes(5));
		clock.set(Duration.ofHours(1));
		assertThat(ask("+1 h", "expired meanwhile, used before", token)).hasToString("401 `expired_token`");
	}

	@Test
	void getWhenClockJumpsAheadThenFreshTokenIsAccepted() {
		clock.set(Duration.ofHours(1));
		assertThat(ask("+1 h", "issued since", fresh()).status()).isEqualTo(200);
	}

	@Test
	void getWhenClockJumpsFarAheadThenKeysAreNotTooOld() {
		int fetches = issuer.getFetches();
		clock.set(Duration.ofDays(30));
		assertThat(ask("+30 d", "issued since", fresh()).status()).isEqualTo(200);
		assertThat(issuer.getFetches()).isEqualTo(fetches);
	}

	@Test
	void getWhenClockJumpsBackThenFreshTokenIsAccepted() {
		clock.set(Duration.ofHours(-1));
		assertThat(ask("-1 h", "issued since", fresh()).status()).isEqualTo(200);
	}

	@Test
	void getWhenClockJumpsBackThenTokenFromTheFutureIsRefused() {
		String token = warm(Duration.ofMinutes(5));
		clock.set(Duration.ofHours(-1));
		assertThat(ask("-1 h", "issued in what is now the future, used before", token).status()).isEqualTo(401);
	}

	@Test
	void getWhenTokenExpiredLessThanTheSkewAgoThenIsAccepted() {
		String token = warm(Duration.ofMinutes(10));
		clock.set(Duration.ofMinutes(10).plus(SKEW).minus(MARGIN));
		assertThat(ask("at expiry + skew - 20 s", "used before", token).status()).isEqualTo(200);
	}

	@Test
	void getWhenTokenExpiredMoreThanTheSkewAgoThenIsRefused() {
		String token = warm(Duration.ofMinutes(10));
		clock.set(Duration.ofMinutes(10).plus(SKEW).plusSeconds(1));
		assertThat(ask("at expiry + skew + 1 s", "used before", token)).hasToString("401 `expired_token`");
	}

	@Test
	void getWhenClockReturnsThenRefusalIsForgottenWithIt() {
		String token = warm(Duration.ofMinutes(30));
		clock.set(Duration.ofHours(1));
		assertThat(server.get(token).status()).isEqualTo(401);
		clock.set(Duration.ZERO);
		assertThat(ask("+1 h, then right again", "refused in between, valid", token).status()).isEqualTo(200);
	}

	@Test
	void getWhenTokenLivesForAnInstantThenNeverAcceptedAfterwards() {
		Instant expiry = clock.instant().minus(SKEW).plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
		String token = issuer.token("user")
			.issuedAt(clock.instant().minus(Duration.ofMinutes(5)))
			.expiresAt(expiry)
			.sign();
		Lab.await(() -> server.get(token).status() == 401);
		assertThat(Instant.now()).isAfterOrEqualTo(expiry.plus(SKEW));
		assertThat(server.get(token)).hasToString("401 `expired_token`");
	}

	@Configuration(proxyBeanMethods = false)
	static class ClockConfiguration {

		@Bean
		TokenSettings tokenSettings() {
			return TokenSettings.defaults().withClock(clock);
		}

	}

}
