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

package io.identifiabl.actuate;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.test.TestToken;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.RecordedTrail;
import io.identifiabl.testapp.RunningApplication;
import io.identifiabl.testapp.TestDatabase;

/**
 * An application with an audit trail, in which users of two tenants did something.
 *
 * @author Identifiabl Contributors
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AbstractAuditTrailEndpointTests {

	static final String TRAIL = "/actuator/audittrail";

	static final String[] READER = { "actuator:read", "audit:read" };

	final TestIssuer issuer = TestIssuer.start();

	@SuppressWarnings("NullAway.Init")
	RunningApplication application;

	@BeforeAll
	void start() {
		this.application = start(TestDatabase.H2.newUrl());
		for (String tenant : List.of("tenant-one", "tenant-two")) {
			for (String user : List.of("alice", "bob")) {
				this.application.getAs(token(user, "x").claim("tenant", tenant).sign(), "/api/me");
			}
		}
		this.application.getAs(token("loner", "x").sign(), "/api/me");
	}

	RunningApplication start(String url, String... properties) {
		List<String> all = new ArrayList<>(List.of("identifiabl.issuer=" + this.issuer.getIssuer(),
				"identifiabl.audiences=urn:api", "management.endpoints.web.exposure.include=*",
				"spring.datasource.url=" + url, "identifiabl.audit.spill-file="));
		if (Arrays.stream(properties).noneMatch((property) -> property.contains("operator-issuers"))) {
			all.add("identifiabl.operator-issuers=" + this.issuer.getIssuer());
		}
		all.addAll(List.of(properties));
		return RunningApplication.start(ApiApplication.class, all.toArray(String[]::new));
	}

	@AfterAll
	void stop() {
		this.application.close();
		this.issuer.close();
	}

	static void awaitSigned(RunningApplication application, long size) {
		RecordedTrail trail = RecordedTrail.of(application);
		while (trail.getTrail().getCheckpointerState().size() < size) {
			Thread.onSpinWait();
		}
	}

	HttpResponse<String> get(String token, String path) {
		return this.application.getAs(token, path);
	}

	String reader(String tenant) {
		return token("reader", READER).claim("tenant", tenant).sign();
	}

	TestToken token(String user, String... scopes) {
		return this.issuer.token(user).audience("urn:api").scopes(scopes);
	}

}
