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

import org.springframework.boot.autoconfigure.AutoConfigureAfter;
import org.springframework.boot.autoconfigure.AutoConfigureBefore;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;

import io.identifiabl.security.context.WebProperties;
import io.identifiabl.security.token.IdentifiablAutoConfiguration;

/**
 * Auto-configuration for servlet filter chains: what Spring Security's own DSL picks up,
 * what is fitted into chains with a resource server, and a chain for applications that
 * have none.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@AutoConfigureAfter(value = IdentifiablAutoConfiguration.class, name = {
		"org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration",
		"org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration" })
@AutoConfigureBefore(name = {
		"org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration" })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({ HttpSecurity.class, BearerTokenAuthentication.class })
@ConditionalOnBooleanProperty(name = "identifiabl.enabled", matchIfMissing = true)
@EnableConfigurationProperties(WebProperties.class)
@Import({ ReportModeWebConfiguration.class, ResourceServerConfiguration.class,
		ResourceMetadataServletConfiguration.class, ProviderRequirementConfiguration.class,
		DefaultFilterChainConfiguration.class })
public final class IdentifiablWebSecurityAutoConfiguration {

}
