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

import io.identifiabl.security.SessionMisuseEvent;

/**
 * Records attempts to use the session of somebody else, besides the request that was one.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class SessionMisuseRecorder implements ApplicationListener<SessionMisuseEvent> {

	private final OperationRecorder recorder;

	/**
	 * Create a listener.
	 * @param recorder records
	 */
	public SessionMisuseRecorder(OperationRecorder recorder) {
		this.recorder = recorder;
	}

	@Override
	public void onApplicationEvent(SessionMisuseEvent event) {
		this.recorder.recordSessionMisuse();
	}

	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

}
