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

import java.nio.charset.StandardCharsets;

import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import io.identifiabl.audit.AuditContext;
import io.identifiabl.authorization.RequireScope;
import io.identifiabl.testapp.McpApplication;

/**
 * An application whose requests are recorded.
 *
 * @author Identifiabl Contributors
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ McpApplication.class, RecordedApplication.PatientController.class, RecordedApplication.Failing.class })
class RecordedApplication {

	static class Failing {

		@McpTool(description = "Fails")
		@RequireScope("notes:read")
		String fail() {
			throw new IllegalStateException("on purpose");
		}

	}

	@RestController
	static class PatientController {

		@GetMapping("/api/patients/{id}")
		@RequireScope("notes:read")
		String patient(@PathVariable String id) {
			AuditContext.current().touched("patient", id);
			return id;
		}

		@GetMapping("/api/stream")
		StreamingResponseBody stream() {
			return (out) -> {
				AuditContext.current().touched("file", "f1");
				out.write("streamed".getBytes(StandardCharsets.UTF_8));
			};
		}

		@GetMapping("/api/broken")
		String broken() {
			throw new IllegalStateException("on purpose");
		}

	}

}
