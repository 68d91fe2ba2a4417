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

package io.identifiabl.test.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfigureAfter;
import org.springframework.boot.autoconfigure.AutoConfigureBefore;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Auto-configuration for test slices, which need no identity provider and so no
 * configuration: without a decoder there would be no filter chain to test with. This one
 * refuses every token; slices authenticate with
 * {@link io.identifiabl.test.WithIdentity @WithIdentity} or a request post-processor. It
 * gives way to a provider that is configured and to a decoder of the application.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@AutoConfigureAfter(name = { "io.identifiabl.security.token.IdentifiablAutoConfiguration",
		"org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration" })
@AutoConfigureBefore(name = "io.identifiabl.security.web.IdentifiablWebSecurityAutoConfiguration")
@ConditionalOnBooleanProperty(name = "identifiabl.enabled", matchIfMissing = true)
public final class IdentifiablSliceTestAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	JwtDecoder sliceJwtDecoder() {
		return (token) -> {
			throw new BadJwtException("A test slice has no identity provider");
		};
	}

}
