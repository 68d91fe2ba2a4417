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

import org.springframework.boot.autoconfigure.AutoConfigureAfter;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.SpringAuthorizationEventPublisher;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;

import io.identifiabl.security.token.IdentifiablAutoConfiguration;

/**
 * Auto-configuration for the records of what every request does.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@AutoConfigureAfter(value = IdentifiablAutoConfiguration.class,
		name = "io.identifiabl.trail.IdentifiablAuditTrailAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({ FilterRegistrationBean.class, BearerTokenAuthentication.class })
@ConditionalOnBooleanProperty(name = "identifiabl.enabled", matchIfMissing = true)
@Import({ OperationAuditConfiguration.class, DeliveryRequirementConfiguration.class })
public final class IdentifiablOperationAutoConfiguration {

	// Spring Security announces refused URLs by itself, but refused methods only with a
	// bean
	@Bean
	@ConditionalOnMissingBean(AuthorizationEventPublisher.class)
	RecordingAuthorizationEventPublisher authorizationEventPublisher(ApplicationEventPublisher publisher) {
		return new RecordingAuthorizationEventPublisher(new SpringAuthorizationEventPublisher(publisher));
	}

}
