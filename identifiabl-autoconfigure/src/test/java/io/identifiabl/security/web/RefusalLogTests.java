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

package io.identifiabl.security.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.commons.logging.Log;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

import io.identifiabl.identity.TokenError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

class RefusalLogTests {

	private static final Problem MALFORMED = Problem.of(TokenError.MALFORMED_TOKEN);

	private final List<String> lines = new ArrayList<>();

	private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);

	private final Log lineLog = mock(Log.class);

	private final RefusalLog log = new RefusalLog(this.lineLog, this.nanoTime::get);

	@BeforeEach
	void collectLines() {
		given(this.lineLog.isInfoEnabled()).willReturn(true);
		willAnswer((call) -> this.lines.add(call.getArgument(0))).given(this.lineLog).info(any());
	}

	private void refuse(Problem problem, int times) {
		for (int i = 0; i < times; i++) {
			this.log.log(problem, new MockHttpServletRequest("GET", "/x\r\ny"));
		}
	}

	@Test
	void logWhenOneIsRefusedThenIsOneHarmlessLine() {
		refuse(MALFORMED, 1);
		assertThat(this.lines).containsExactly("Refused GET /x\\u000d\\u000ay: 401 malformed_token");
	}

	@Test
	void logWhenManyAreRefusedThenSaysOnceThatItStops() {
		refuse(MALFORMED, 300);
		assertThat(this.lines).hasSize(20)
			.last()
			.asString()
			.endsWith(": 401 malformed_token. Further refusals with 401 malformed_token are only counted until the "
					+ "minute is over");
	}

	@Test
	void logWhenOthersAreRefusedAsWellThenSaysSo() {
		refuse(MALFORMED, 300);
		this.lines.clear();
		refuse(Problem.of(TokenError.EXPIRED_TOKEN), 1);
		assertThat(this.lines).containsExactly("Refused GET /x\\u000d\\u000ay: 401 expired_token");
	}

	@Test
	void logWhenTheMinuteIsOverThenSaysHowManyThereWere() {
		refuse(MALFORMED, 300);
		this.lines.clear();
		this.nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
		refuse(MALFORMED, 1);
		assertThat(this.lines).containsExactly("Refused 280 more requests with 401 malformed_token in a minute",
				"Refused GET /x\\u000d\\u000ay: 401 malformed_token");
	}

	@Test
	void logWhenFewWereRefusedThenTheNextMinuteSaysNothingOfThem() {
		refuse(MALFORMED, 20);
		this.lines.clear();
		this.nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
		refuse(MALFORMED, 1);
		assertThat(this.lines).hasSize(1);
	}

}
