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

package io.identifiabl.demo.faultlab;

import java.time.Duration;

/**
 * An application that started while its provider did not work.
 *
 * @param startTime how long the start took
 * @param usualTime how long it takes with a provider in order
 * @param liveness health of the application
 * @param readiness health as a load balancer sees it
 * @param first the answer to the first request
 * @param further the answers after the first fetch had failed
 * @param recovery how long it took after the repair until a good token was accepted
 * @param baseline answers from then on
 * @author Identifiabl Contributors
 */
record StartRun(Duration startTime, Duration usualTime, Answer liveness, Answer readiness, Answer first,
		Answers further, Duration recovery, Answers baseline) {

	private static final int REQUESTS = 50;

	static StartRun of(FaultMode mode, Duration usualTime) {
		try (FaultyIssuer issuer = FaultyIssuer.start(FaultMode.OK)) {
			issuer.behaveEverywhere(mode);
			long start = System.nanoTime();
			try (LabServer server = LabServer.ours(issuer)) {
				return of(issuer, server, Duration.ofNanos(System.nanoTime() - start), usualTime);
			}
		}
	}

	private static StartRun of(FaultyIssuer issuer, LabServer server, Duration time, Duration usualTime) {
		String token = issuer.token();
		Answer first = server.get(token);
		Lab.await(() -> server.state(issuer).failures() > 0);
		Answer liveness = server.health("liveness");
		Answer readiness = server.health("readiness");
		Answers further = Answers.of(REQUESTS, () -> server.get(token));
		issuer.behave(FaultMode.OK);
		Duration recovery = Lab.await(() -> server.get(token).status() == 200);
		return new StartRun(time, usualTime, liveness, readiness, first, further, recovery,
				Answers.of(REQUESTS, () -> server.get(token)));
	}

	static Duration measureUsualTime() {
		try (FaultyIssuer issuer = FaultyIssuer.start(FaultMode.OK)) {
			long start = System.nanoTime();
			try (LabServer server = LabServer.ours(issuer)) {
				Duration time = Duration.ofNanos(System.nanoTime() - start);
				Lab.await(() -> server.get(issuer.token()).status() == 200);
				return time;
			}
		}
	}

}
