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

import java.util.ArrayList;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;

/**
 * Lets scripts that may call the application across origins also read its challenges.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class ChallengeExposingCorsConfigurationSource implements CorsConfigurationSource {

	private final CorsConfigurationSource delegate;

	/**
	 * Create a source.
	 * @param delegate tells which origins may call what
	 */
	public ChallengeExposingCorsConfigurationSource(CorsConfigurationSource delegate) {
		this.delegate = delegate;
	}

	@Override
	public @Nullable CorsConfiguration getCorsConfiguration(HttpServletRequest request) {
		CorsConfiguration configuration = this.delegate.getCorsConfiguration(request);
		if (configuration == null) {
			return null;
		}
		List<String> exposed = configuration.getExposedHeaders();
		if (exposed == null) {
			exposed = List.of();
		}
		if (exposed.contains(CorsConfiguration.ALL) || exposed.contains(HttpHeaders.WWW_AUTHENTICATE)) {
			return configuration;
		}
		// a copied configuration shares its lists with the original
		List<String> extended = new ArrayList<>(exposed);
		extended.add(HttpHeaders.WWW_AUTHENTICATE);
		CorsConfiguration exposing = new CorsConfiguration(configuration);
		exposing.setExposedHeaders(extended);
		return exposing;
	}

}
