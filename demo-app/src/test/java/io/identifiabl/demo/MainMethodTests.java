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

package io.identifiabl.demo;

import java.io.UncheckedIOException;
import java.net.ConnectException;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SpringBootTest(useMainMethod = SpringBootTest.UseMainMethod.ALWAYS,
		webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "demo.authorization-server.port=0")
class MainMethodTests {

	@Test
	void startsInTestsOfSpringBoot(@LocalServerPort int port) {
		assertThat(Http.get("http://localhost:" + port + "/api/me").statusCode()).isEqualTo(401);
	}

	@Test
	void embeddedServerStopsWithApplication() {
		RunningDemo demo = RunningDemo.start();
		String url = demo.getIssuer() + "/demo/token?user=alice";
		assertThat(Http.get(url).statusCode()).isEqualTo(200);
		demo.close();
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> Http.get(url))
			.withCauseInstanceOf(ConnectException.class);
	}

}
