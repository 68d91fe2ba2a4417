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

package io.identifiabl.mcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import io.identifiabl.identity.Scopes;
import io.identifiabl.identity.TokenError;
import io.identifiabl.security.web.Challenge;
import io.identifiabl.security.web.Problem;
import io.identifiabl.security.web.ProtectedResource;

/**
 * Says why an operation is refused, and which scopes to ask for: by a problem and a
 * challenge, or as a tool's result. Immutable and thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class Refusals {

	static final String CHALLENGE_META = "mcp/www_authenticate";

	private static final Problem INSUFFICIENT_SCOPE = new Problem(403, "insufficient_scope",
			"The access token does not have the scopes that this call needs");

	private static final Problem ACCESS_DENIED = new Problem(403, "access_denied", "The caller may not make this call");

	private final ProtectedResource resource;

	private final OperationAuthorizer authorizer;

	private final boolean union;

	Refusals(ProtectedResource resource, OperationAuthorizer authorizer, boolean union) {
		this.resource = resource;
		this.authorizer = authorizer;
		this.union = union;
	}

	Problem problem(AccessDecision decision) {
		return switch (decision.outcome()) {
			case UNAUTHENTICATED -> Problem.of(TokenError.MISSING_TOKEN);
			case INSUFFICIENT_SCOPE -> INSUFFICIENT_SCOPE;
			default -> ACCESS_DENIED;
		};
	}

	/**
	 * Return the refusal of a request.
	 * @param decision what was decided
	 * @return the problem, with a challenge if a token or scope would help; where access
	 * is denied none does, and a challenge would make clients ask
	 */
	Refusal refusal(AccessDecision decision) {
		return (decision.outcome() == AccessDecision.Outcome.DENIED) ? Refusal.of(problem(decision))
				: new Refusal(problem(decision), HttpHeaders.WWW_AUTHENTICATE, challenge(decision).toString());
	}

	Refusal refusal(Problem invalidToken) {
		return new Refusal(invalidToken, HttpHeaders.WWW_AUTHENTICATE, challenge(invalidToken).toString());
	}

	// RFC 6750 section 3: without a token there is no error
	Challenge challenge(AccessDecision decision) {
		Challenge challenge = new Challenge();
		if (decision.outcome() == AccessDecision.Outcome.INSUFFICIENT_SCOPE) {
			challenge.with("error", INSUFFICIENT_SCOPE.code()).with("error_description", INSUFFICIENT_SCOPE.detail());
		}
		return challenge.with("scope", scopes(decision).toString())
			.with("resource_metadata", this.resource.getMetadataUri());
	}

	// of a token that is none for this resource
	Challenge challenge(Problem invalidToken) {
		return new Challenge().with("error", "invalid_token")
			.with("error_description", invalidToken.detail())
			.with("scope", this.resource.getScopes().toString())
			.with("resource_metadata", this.resource.getMetadataUri());
	}

	// clients that replace their token rather than add to it would lose what they had;
	// what nobody declares is none of this server's
	private Scopes scopes(AccessDecision decision) {
		if (decision.outcome() == AccessDecision.Outcome.UNAUTHENTICATED) {
			// what a client registers itself with is often all that it may ever ask for
			return (decision.required().isEmpty() || this.union) ? decision.required().union(this.resource.getScopes())
					: decision.required();
		}
		if (!this.union) {
			return decision.required();
		}
		Scopes known = this.authorizer.getRules().getKnownScopes().union(this.resource.getScopes());
		return decision.required().union(decision.granted().intersect(known));
	}

	CallToolResult toolResult(AccessDecision decision) {
		CallToolResult.Builder result = CallToolResult.builder()
			.addTextContent(problem(decision).detail())
			.isError(true);
		String challenge = resultChallenge(decision);
		return ((challenge != null) ? result.meta(Map.of(CHALLENGE_META, List.of(challenge))) : result).build();
	}

	// the same for the gate, which answers in the server's place
	Map<String, Object> toolResultAsMap(AccessDecision decision) {
		Map<String, Object> result = new LinkedHashMap<>();
		result.put("content", List.of(Map.of("type", "text", "text", problem(decision).detail())));
		result.put("isError", true);
		String challenge = resultChallenge(decision);
		if (challenge != null) {
			result.put("_meta", Map.of(CHALLENGE_META, List.of(challenge)));
		}
		return result;
	}

	// ChatGPT insists on an error and its description, for a missing token too
	private @Nullable String resultChallenge(AccessDecision decision) {
		if (decision.outcome() == AccessDecision.Outcome.DENIED) {
			return null;
		}
		return new Challenge().with("error", INSUFFICIENT_SCOPE.code())
			.with("error_description", problem(decision).detail())
			.with("scope", scopes(decision).toString())
			.with("resource_metadata", this.resource.getMetadataUri())
			.toString();
	}

	CallToolResult toolResult(Problem problem) {
		return CallToolResult.builder().addTextContent(problem.detail()).isError(true).build();
	}

	// of something that no other request would change
	McpError error(Problem problem) {
		return McpError.builder(McpSchema.ErrorCodes.INTERNAL_ERROR)
			.message(problem.detail())
			.data(Map.of("code", problem.code()))
			.build();
	}

	McpError error(AccessDecision decision) {
		return McpError.builder(McpSchema.ErrorCodes.INVALID_REQUEST).message(problem(decision).detail()).build();
	}

}
