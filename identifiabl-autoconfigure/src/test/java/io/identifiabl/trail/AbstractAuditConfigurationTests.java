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

package io.identifiabl.trail;

import java.time.Instant;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import io.identifiabl.actuate.IdentifiablAuditActuatorAutoConfiguration;
import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditTrail;
import io.identifiabl.audit.Urgency;
import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.operation.IdentifiablOperationAutoConfiguration;
import io.identifiabl.security.keys.IdentifiablKeyRetrievalAutoConfiguration;
import io.identifiabl.security.token.IdentifiablAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications with an audit trail, as far as tests of its configuration need them.
 *
 * @author Identifiabl Contributors
 */
abstract class AbstractAuditConfigurationTests {

	final WebApplicationContextRunner plain = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(IdentifiablKeyRetrievalAutoConfiguration.class,
				IdentifiablAutoConfiguration.class, IdentifiablAuditTrailAutoConfiguration.class,
				IdentifiablOperationAutoConfiguration.class, IdentifiablAuditActuatorAutoConfiguration.class))
		.withPropertyValues("identifiabl.issuer=https://idp.example.com", "identifiabl.audiences=urn:api",
				"identifiabl.audit.spill-file=");

	final WebApplicationContextRunner runner = this.plain
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class));

	static long record(AssertableWebApplicationContext context) {
		assertThat(context).hasNotFailed();
		return context.getBean(AuditTrail.class).require(event("test.event"), Urgency.AWAITED);
	}

	static AuditEvent event(String type) {
		return AuditEvent.builder(type, Instant.now()).build();
	}

	WebApplicationContextRunner with(String url, String... properties) {
		return this.runner.withPropertyValues("spring.datasource.url=" + url).withPropertyValues(properties);
	}

	static void assertFailure(WebApplicationContextRunner runner, String description, String action) {
		runner.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.isInstanceOfSatisfying(InvalidIdentifiablConfigurationException.class, (failure) -> {
				assertThat(failure).hasMessageContaining(description);
				assertThat(failure.getAction()).contains(action);
			}));
	}

}
