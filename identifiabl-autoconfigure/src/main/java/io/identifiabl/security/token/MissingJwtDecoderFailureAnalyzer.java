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

package io.identifiabl.security.token;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

import io.identifiabl.autoconfigure.ConfigurationFailures;
import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;

/**
 * Says what to write where a filter chain wants tokens verified and nobody can.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class MissingJwtDecoderFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

	private static final String JWT_DECODER = "org.springframework.security.oauth2.jwt.JwtDecoder";

	private final Environment environment;

	public MissingJwtDecoderFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
		boolean enabled = this.environment.getProperty("identifiabl.enabled", Boolean.class, true);
		if (!enabled || cause.getBeanType() == null || !JWT_DECODER.equals(cause.getBeanType().getName())) {
			return null;
		}
		InvalidIdentifiablConfigurationException failure = ConfigurationFailures.noIssuer();
		return new FailureAnalysis(String.valueOf(failure.getMessage()), failure.getAction(), cause);
	}

}
