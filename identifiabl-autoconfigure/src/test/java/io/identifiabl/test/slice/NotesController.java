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

package io.identifiabl.test.slice;

import java.util.Map;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import io.identifiabl.identity.CurrentIdentity;
import io.identifiabl.identity.Identity;

/**
 * A controller as the users of the starter write them.
 *
 * @author Identifiabl Contributors
 */
@RestController
class NotesController {

	@GetMapping("/me")
	Identity me(@CurrentIdentity Identity identity) {
		return identity;
	}

	@GetMapping("/notes")
	Map<String, Object> read(@CurrentIdentity Identity identity, @AuthenticationPrincipal Jwt jwt) {
		return Map.of("user", String.valueOf(identity.getUserId()), "subject", jwt.getSubject());
	}

	@PostMapping("/notes")
	@PreAuthorize("hasAuthority('SCOPE_notes:write')")
	String write(@CurrentIdentity Identity identity) {
		return "written by " + identity.getUserId();
	}

	@GetMapping("/open")
	String open() {
		return "open to everybody";
	}

}
