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

package io.identifiabl.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Times}.
 *
 * @author Identifiabl Contributors
 */
class TimesTests {

	@ParameterizedTest
	@CsvSource({ "2026-11-26T10:00:00Z, 2026-11-26T10:00:00.000000Z",
			"2026-11-26T10:00:00.1Z, 2026-11-26T10:00:00.100000Z",
			"2026-11-26T10:00:00.999999999Z, 2026-11-26T10:00:00.999999Z",
			"1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999999Z",
			"0001-01-01T00:00:00.000001Z, 0001-01-01T00:00:00.000001Z" })
	void formatAlwaysHasSixDigits(Instant time, String text) {
		assertThat(Times.format(time)).isEqualTo(text);
	}

	@Test
	void formatIsWhatAFormatterWrites() throws InvalidRecordException {
		DateTimeFormatter formatter = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
			.withZone(ZoneOffset.UTC);
		Random random = new Random(1);
		for (int i = 0; i < 10_000; i++) {
			Instant time = Instant.ofEpochSecond(random.nextLong(-10_000_000_000L, 100_000_000_000L),
					random.nextInt(1_000_000_000));
			assertThat(Times.format(time)).isEqualTo(formatter.format(time));
			assertThat(Times.format(Times.parse(Times.format(time)))).isEqualTo(Times.format(time));
		}
	}

}
