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

package io.identifiabl.operation;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.RecordedTrail;
import io.identifiabl.testapp.RecordedTrail.Recorded;
import io.identifiabl.testapp.RunningApplication;
import io.identifiabl.testapp.SwitchableStore;
import io.identifiabl.trail.AuditTestKeys;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Servlets that go on after their thread has left, in every form that the Servlet API
 * has: whatever they answer with, nothing of it is sent before it is recorded.
 *
 * @author Identifiabl Contributors
 */
class AsyncDeliveryTests {

	private static final List<RunningApplication> applications = new ArrayList<>();

	private static TestIssuer issuer;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		for (String delivery : List.of("sync", "strict")) {
			applications
				.add(RunningApplication.start(AsyncServletApplication.class, "identifiabl.issuer=" + issuer.getIssuer(),
						"identifiabl.audiences=urn:api", "identifiabl.audit.spill-file=",
						"identifiabl.audit.checkpoint.private-key=" + AuditTestKeys.newKey(),
						"identifiabl.audit.delivery=" + delivery));
		}
	}

	@AfterAll
	static void stop() {
		applications.forEach((application) -> {
			application.getBean(SwitchableStore.class).setDown(false);
			application.close();
		});
		issuer.close();
	}

	static Stream<String> forms() {
		return AsyncServletApplication.FORMS.stream();
	}

	@ParameterizedTest
	@MethodSource("forms")
	void getWhenRecordCannotBeStoredThenResultIsWithheld(String form) {
		for (RunningApplication application : applications) {
			for (String header : List.of("Kept", "X-User-Id")) {
				HttpResponse<String> response = get(application, form + "?unplug=true", header);
				application.getBean(SwitchableStore.class).setDown(false);
				assertThat(response.body()).doesNotContain("secret").contains("\"code\":\"audit_unavailable\"");
				assertThat(response.statusCode()).isEqualTo(503);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("forms")
	void getWhenRecordCanBeStoredThenItIsOneAndAnswers(String form) {
		RunningApplication application = applications.get(0);
		RecordedTrail trail = RecordedTrail.of(application);
		HttpResponse<String> response = get(application, form, "X-User-Id");
		assertThat(response.statusCode()).isEqualTo(form.startsWith("error") ? 418 : 200);
		Recorded record = trail.only((recorded) -> recorded.type().equals("http.request"));
		assertThat(record.leaf("status")).isEqualTo((long) response.statusCode());
	}

	@ParameterizedTest
	@ValueSource(strings = { "forgotten", "failing", "throwing" })
	void getWhenServletFailsThenNothingOfTheResultIsSent(String form) {
		for (RunningApplication application : applications) {
			HttpResponse<String> response = get(application, form + "?unplug=true", "Kept");
			application.getBean(SwitchableStore.class).setDown(false);
			assertThat(response.statusCode()).isGreaterThanOrEqualTo(500);
			assertThat(response.body()).doesNotContain("secret");
		}
	}

	@Test
	void getWhenServletIsNotAsyncThenAnswers() {
		assertThat(get(applications.get(0), "written", "Kept").body()).isEqualTo("secret");
	}

	private static HttpResponse<String> get(RunningApplication application, String form, String header) {
		return application.get("/raw/" + form, "Authorization",
				"Bearer " + issuer.token("user").audience("urn:api").sign(), header, "x");
	}

}
