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

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a stock resource server makes of each fault when it has no keys yet.
 *
 * @author Identifiabl Contributors
 */
final class StockOutages {

	// these take half a minute or more, or never end
	private static final Map<FaultMode, String> RECORDED_COLD = Map.of(FaultMode.HANG, "*401 after 30 s*",
			FaultMode.DRIPPED_BODY, "*no answer after 65 s*");

	private static final Map<FaultMode, String> RECORDED_OVER = Map.of(FaultMode.STATUS_500, "*401*", FaultMode.HTML,
			"*401*", FaultMode.CLOSED, "*401*", FaultMode.CUT, "*401*", FaultMode.HANG, "*401 after 30 s*");

	private static final List<FaultMode> ENDLESS = List.of(FaultMode.HANG, FaultMode.UNACCEPTED,
			FaultMode.DRIPPED_HEADERS, FaultMode.DRIPPED_BODY);

	private StockOutages() {
	}

	static Map<FaultMode, String> measure(List<FaultMode> modes) {
		Map<FaultMode, String> answers = new EnumMap<>(FaultMode.class);
		List<FaultMode> left = modes.stream().filter((mode) -> !ENDLESS.contains(mode)).toList();
		// an application that once accepted keys keeps them
		while (answers.size() < left.size()) {
			measure(left, answers);
		}
		return answers;
	}

	private static void measure(List<FaultMode> modes, Map<FaultMode, String> answers) {
		try (FaultyIssuer issuer = FaultyIssuer.start(FaultMode.OK); LabServer server = LabServer.stock(issuer)) {
			for (FaultMode mode : modes) {
				if (!answers.containsKey(mode)) {
					issuer.behave(mode);
					Answer answer = server.get(issuer.token());
					answers.put(mode, answer + ", " + Answers.millis(answer.time()));
					if (answer.status() == 200) {
						return;
					}
				}
			}
		}
	}

	static String cold(FaultMode mode, Map<FaultMode, String> measured) {
		return measured.getOrDefault(mode, RECORDED_COLD.getOrDefault(mode, "–"));
	}

	static String over(FaultMode mode) {
		return RECORDED_OVER.getOrDefault(mode, "–");
	}

}
