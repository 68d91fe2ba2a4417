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

package io.identifiabl.security.web;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationFailureAnalyzer;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.keys.IdentifiablKeyRetrievalAutoConfiguration;
import io.identifiabl.security.token.IdentifiablAutoConfiguration;
import io.identifiabl.security.token.ReportPeriod;
import io.identifiabl.token.TokenSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When an application may have refusals reported, and when it does not start.
 *
 * @author Identifiabl Contributors
 */
class ReportModeStartTests {

	private static final Instant NOW = Instant.parse("2027-01-31T22:00:00Z");

	private final WebApplicationContextRunner bare = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(IdentifiablKeyRetrievalAutoConfiguration.class,
				IdentifiablAutoConfiguration.class, IdentifiablWebSecurityAutoConfiguration.class,
				WebMvcAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class, SslAutoConfiguration.class))
		.withBean(TokenSettings.class,
				() -> TokenSettings.defaults().withClock(Clock.fixed(NOW, ZoneOffset.ofHours(9))))
		.withPropertyValues("identifiabl.issuer=https://idp.example.com", "identifiabl.audiences=urn:api",
				"identifiabl.web.mode=report");

	private final WebApplicationContextRunner own = this.bare
		.withBean(JwtDecoder.class, () -> CarelessApplications::believe)
		.withBean(SecurityFilterChain.class, () -> new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE));

	@ParameterizedTest
	@ValueSource(strings = { "2027-01-31", "2027-02-01", "2027-05-01" })
	void startWhenPeriodIsWithinNinetyDaysThenReports(String until) {
		this.own.withPropertyValues("identifiabl.web.report-until=" + until).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean("identityJwtDecoder");
			assertThat(context.getBean(ReportPeriod.class).getUntil()).hasToString(until);
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			2027-01-30 | identifiabl.web.report-until 2027-01-30 has passed.
			2027-05-02 | identifiabl.web.report-until 2027-05-02 is more than 90 days ahead.
			''         | identifiabl.web.mode is report, and nothing says until when.
			""")
	void startWhenPeriodIsUnusableThenSaysWhatToWrite(String until, String description) {
		FailureAnalysis analysis = analyze(this.own.withPropertyValues("identifiabl.web.report-until=" + until));
		assertThat(analysis.getDescription()).isEqualTo(description);
		assertThat(analysis.getAction()).isEqualTo("Set identifiabl.web.report-until to a day between 2027-01-31 and "
				+ "2027-05-01, or identifiabl.web.mode=enforce.");
	}

	@Test
	void startWhenThereIsNoChainOfItsOwnThenFails() {
		FailureAnalysis analysis = analyze(
				until(this.bare).withBean(JwtDecoder.class, () -> CarelessApplications::believe));
		assertThat(analysis.getDescription()).contains("no SecurityFilterChain of its own");
	}

	@Test
	void startWhenDefaultChainIsOffAndThereIsNoOtherThenFails() {
		FailureAnalysis analysis = analyze(
				until(this.bare).withBean(JwtDecoder.class, () -> CarelessApplications::believe)
					.withPropertyValues("identifiabl.web.default-chain=false"));
		assertThat(analysis.getDescription()).contains("no SecurityFilterChain of its own");
	}

	@Test
	void startWhenThereIsNoDecoderOfItsOwnThenFails() {
		FailureAnalysis analysis = analyze(until(this.bare).withBean(SecurityFilterChain.class,
				() -> new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE)));
		assertThat(analysis.getDescription()).contains("no JwtDecoder of its own");
		assertThat(analysis.getAction()).contains("spring.security.oauth2.resourceserver.jwt.issuer-uri");
	}

	@Test
	void startWhenSomebodyElseGivesIdentitiesThenFails() {
		FailureAnalysis analysis = analyze(
				until(this.own).withBean("mine", IdentityResolver.class, () -> (authentication) -> null));
		assertThat(analysis.getDescription()).contains("the IdentityResolver 'mine' of the application");
	}

	@Test
	void startWhenThereIsNoProviderThenFails() {
		FailureAnalysis analysis = analyze(until(this.own).withPropertyValues("identifiabl.issuer="));
		assertThat(analysis.getDescription()).contains("no identity provider is configured");
	}

	@Test
	void startWhenThereIsNoAudienceThenFails() {
		FailureAnalysis analysis = analyze(until(this.own).withPropertyValues("identifiabl.audiences="));
		assertThat(analysis.getDescription()).contains("has no audience");
	}

	@Test
	void startWhenModeIsSpelledOtherwiseThenReportsAllTheSame() {
		until(this.own).withPropertyValues("identifiabl.web.mode=REPORT")
			.run((context) -> assertThat(context).hasSingleBean(ReportPeriod.class));
	}

	@Test
	void startWhenModeIsEnforceThenPeriodMeansNothing() {
		this.own.withPropertyValues("identifiabl.web.mode=enforce", "identifiabl.web.report-until=2020-01-01")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ReportPeriod.class));
	}

	private static WebApplicationContextRunner until(WebApplicationContextRunner runner) {
		return runner.withPropertyValues("identifiabl.web.report-until=2027-03-31");
	}

	private static FailureAnalysis analyze(WebApplicationContextRunner runner) {
		AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
		runner.run((context) -> failure.set(context.getStartupFailure()));
		Throwable thrown = failure.get();
		assertThat(thrown).isNotNull();
		FailureAnalysis analysis = new InvalidIdentifiablConfigurationFailureAnalyzer().analyze(thrown);
		assertThat(analysis).as(String.valueOf(thrown)).isNotNull();
		return analysis;
	}

}
