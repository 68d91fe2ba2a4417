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

package io.identifiabl.testapp;

import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import io.identifiabl.identity.CurrentIdentity;
import io.identifiabl.identity.Identity;

/**
 * An application as a user of the starter would write it.
 *
 * @author Identifiabl Contributors
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ApiApplication.ApiController.class)
public class ApiApplication {

	@RestController
	@CrossOrigin(origins = "https://app.example.com")
	static class ApiController {

		@GetMapping("/api/me")
		Identity me(@CurrentIdentity Identity identity) {
			return identity;
		}

		@GetMapping("/open/me")
		Identity openMe(@CurrentIdentity Identity identity) {
			return identity;
		}

		@GetMapping("/open/maybe")
		Map<String, Object> maybe(@CurrentIdentity(required = false) @Nullable Identity identity,
				@CurrentIdentity Optional<Identity> optional) {
			return Map.of("nullable", identity != null, "optional", optional.isPresent());
		}

		@GetMapping("/api/existing")
		Map<String, Object> existing(@AuthenticationPrincipal Jwt jwt, JwtAuthenticationToken token,
				Authentication authentication) {
			return Map.of("jwt", jwt.getSubject(), "token", token.getToken().getSubject(), "name",
					authentication.getName(), "authorities",
					authentication.getAuthorities().stream().map(String::valueOf).toList());
		}

		@PostMapping("/api/notes")
		@PreAuthorize("hasAuthority('SCOPE_notes:write')")
		String write() {
			return "written";
		}

	}

}
