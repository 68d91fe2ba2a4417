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

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import org.aopalliance.intercept.MethodInvocation;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.method.HandleAuthorizationDenied;
import org.springframework.security.authorization.method.MethodAuthorizationDeniedHandler;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;

import io.identifiabl.authorization.PublicTool;
import io.identifiabl.authorization.RequireScope;
import io.identifiabl.testapp.McpApplication;

/**
 * An application that answers something else than the refusals of its security.
 *
 * @author Identifiabl Contributors
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ McpApplication.class, SwallowingApplication.Safe.class, SwallowingApplication.SwallowingController.class,
		SwallowingApplication.OpenController.class, SwallowingApplication.FineController.class,
		SwallowingApplication.PageController.class, SwallowingApplication.VaultTools.class,
		SwallowingApplication.Swallowing.class, SwallowingApplication.Masked.class })
class SwallowingApplication {

	static class Safe {

		@RequireScope("vault")
		String open() {
			return "gold";
		}

		@PreAuthorize("hasAuthority('SCOPE_vault')")
		@HandleAuthorizationDenied(handlerClass = Masked.class)
		String openMasked() {
			return "gold";
		}

	}

	static class Masked implements MethodAuthorizationDeniedHandler {

		@Override
		public Object handleDeniedInvocation(MethodInvocation invocation, AuthorizationResult result) {
			return "***";
		}

	}

	@RestControllerAdvice
	static class Swallowing {

		@ExceptionHandler(Exception.class)
		ResponseEntity<String> swallow(Exception ex) {
			return ResponseEntity
				.status((ex instanceof Conflict) ? HttpStatus.CONFLICT : HttpStatus.INTERNAL_SERVER_ERROR)
				.body("Something went wrong");
		}

	}

	private static final class Conflict extends RuntimeException {

	}

	@RestController
	static class SwallowingController {

		private final Safe safe;

		private final AuthorizationEventPublisher decisions;

		SwallowingController(Safe safe, AuthorizationEventPublisher decisions) {
			this.safe = safe;
			this.decisions = decisions;
		}

		@GetMapping("/api/denied")
		@RequireScope("vault")
		String denied() {
			return "gold";
		}

		@GetMapping("/api/denied-inside")
		String deniedInside() {
			return this.safe.open();
		}

		@GetMapping("/api/denied-deep-inside")
		String deniedDeepInside() {
			try {
				return this.safe.open();
			}
			catch (AccessDeniedException ex) {
				throw new IllegalStateException("wrapped", ex);
			}
		}

		@GetMapping("/api/later")
		Callable<String> later() {
			return this.safe::open;
		}

		// the denial is made on a thread that has no record
		@GetMapping("/api/elsewhere")
		CompletableFuture<String> elsewhere() {
			AccessDeniedException denied = catchDenial();
			return CompletableFuture.failedFuture(denied);
		}

		private AccessDeniedException catchDenial() {
			try {
				this.safe.open();
				throw new IllegalStateException("not denied");
			}
			catch (AccessDeniedException ex) {
				return ex;
			}
		}

		@GetMapping("/api/own")
		String own() {
			throw new AccessDeniedException("not yours");
		}

		@GetMapping("/api/own-later")
		CompletableFuture<String> ownLater() {
			return CompletableFuture.failedFuture(new AccessDeniedException("not yours"));
		}

		@GetMapping("/api/goes-on")
		String goesOn() {
			catchDenial();
			return "empty-handed";
		}

		@GetMapping("/api/goes-on-later")
		Callable<String> goesOnLater() {
			return this::goesOn;
		}

		@GetMapping("/api/goes-on-and-fails")
		String goesOnAndFails() {
			catchDenial();
			throw new IllegalStateException("on purpose");
		}

		@GetMapping("/api/many")
		String many(Authentication caller) {
			for (int i = 0; i < 30; i++) {
				this.decisions.publishAuthorizationEvent(() -> caller, "one of many",
						new AuthorityAuthorizationDecision(true,
								AuthorityUtils.createAuthorityList("SCOPE_scope" + i)));
			}
			return goesOn();
		}

		@GetMapping("/api/masked")
		String masked() {
			return String.valueOf(this.safe.openMasked());
		}

		@GetMapping("/api/conflict")
		String conflict() {
			throw new Conflict();
		}

	}

	@RestController
	static class OpenController {

		@GetMapping("/open/denied")
		@PreAuthorize("hasRole('boss')")
		String denied() {
			return "gold";
		}

	}

	@RestController
	static class FineController {

		@GetMapping("/api/fine/denied")
		@RequireScope("vault")
		String denied() {
			return "gold";
		}

		@ExceptionHandler(AccessDeniedException.class)
		String fine() {
			return "all is well";
		}

	}

	@RestController
	static class PageController {

		@GetMapping("/api/page/denied")
		@RequireScope("vault")
		String denied() {
			return "gold";
		}

		@ExceptionHandler(AccessDeniedException.class)
		ModelAndView page() {
			View view = (model, request, response) -> response.getWriter().write("a page");
			return new ModelAndView(view);
		}

	}

	static class VaultTools {

		private final Safe safe;

		VaultTools(Safe safe) {
			this.safe = safe;
		}

		@McpTool(description = "Tries the vault")
		@PublicTool
		String tryVault() {
			try {
				return this.safe.open();
			}
			catch (AccessDeniedException ex) {
				return "empty-handed";
			}
		}

		@McpTool(description = "Uses the vault")
		@PublicTool
		String useVault() {
			return this.safe.open();
		}

	}

}
