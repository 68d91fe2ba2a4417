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

import org.springframework.context.ApplicationListener;
import org.springframework.security.authorization.event.AuthorizationEvent;

/**
 * Adds decisions to the record of the current request that a publisher of the
 * application's own made known. What is there already is not added again.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class DecisionRecorder implements ApplicationListener<AuthorizationEvent> {

	@Override
	public void onApplicationEvent(AuthorizationEvent event) {
		RecordingAuthorizationEventPublisher.record(event.getSource(), event.getAuthorizationResult());
	}

	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

}
