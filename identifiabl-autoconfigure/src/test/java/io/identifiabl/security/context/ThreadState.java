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

package io.identifiabl.security.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.slf4j.MDC;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

import io.identifiabl.audit.AuditContext;
import io.identifiabl.context.RequestContext;
import io.identifiabl.identity.Identity;
import io.identifiabl.operation.OperationRecord;
import io.identifiabl.security.IdentityHolder;

/**
 * What the current thread knows about a request.
 *
 * @author Identifiabl Contributors
 */
final class ThreadState {

	private ThreadState() {
	}

	/**
	 * Return everything that work on this thread would be attributed to.
	 */
	static List<String> describe() {
		List<String> found = new ArrayList<>();
		Identity identity = IdentityHolder.getCurrent();
		if (identity != null) {
			found.add("identity " + identity.getSubject());
		}
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		if (authentication != null) {
			found.add("authentication " + authentication.getName());
		}
		if (RequestContext.current() != null) {
			found.add("context");
		}
		if (OperationRecord.current() != null) {
			found.add("record");
		}
		AuditContext audit = AuditContext.current();
		if (audit.equals(AuditContext.current())) {
			found.add("audit context");
		}
		Map<String, String> mdc = MDC.getCopyOfContextMap();
		new TreeMap<>((mdc != null) ? mdc : Map.of()).forEach((key, value) -> {
			if (key.startsWith("identifiabl.")) {
				found.add(key + " " + value);
			}
		});
		return found;
	}

}
