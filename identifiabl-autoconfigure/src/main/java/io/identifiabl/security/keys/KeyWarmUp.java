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

package io.identifiabl.security.keys;

import org.springframework.context.SmartLifecycle;

import io.identifiabl.keys.IssuerKeys;

/**
 * Starts to fetch keys once the web server is up, without keeping anybody waiting, so
 * that the first request finds them.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class KeyWarmUp implements SmartLifecycle {

	private final IssuerKeys keys;

	private volatile boolean running;

	public KeyWarmUp(IssuerKeys keys) {
		this.keys = keys;
	}

	@Override
	public void start() {
		this.running = true;
		this.keys.refresh();
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	// after everything else, the web server included
	@Override
	public int getPhase() {
		return Integer.MAX_VALUE;
	}

}
