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

package io.identifiabl.provider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EntraTenantsTests {

	@ParameterizedTest
	@CsvSource({ "https://login.microsoftonline.com/t1/v2.0, t1", "https://sts.windows.net/t1/, t1",
			"https://sts.windows.net/t1, t1", "://h/t1, t1",
			"https://login.microsoftonline.com/{tenantid}/v2.0, {tenantid}" })
	void findIsTheFirstSegmentOfThePath(String issuer, String tenant) {
		assertThat(EntraTenants.find(issuer)).isEqualTo(tenant);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "t1", "/t1", "://h/", "a/b", "https://", "https://host", "https://host/",
			"https://host//v2.0" })
	void findWhenThereIsNoTenantThenNone(String issuer) {
		assertThat(EntraTenants.find(issuer)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "https://login.microsoftonline.com/t1/v2.0, https://login.microsoftonline.com/t1",
			"https://sts.windows.net/t1/, https://login.microsoftonline.com/t1",
			"https://host.example/t1/v2.0, https://host.example/t1", "https://host.example/t1, https://host.example/t1",
			"http://localhost:8080/t1/, http://localhost:8080/t1" })
	void directoryIsOfTheHostUnlessThatIsMicrosofts(String issuer, String directory) {
		assertThat(EntraTenants.directory(issuer)).isEqualTo(directory);
	}

	@Test
	void getTenantWhenProviderHasNoneThenEmpty() {
		assertThat(Providers.generic().getTenant("https://host/t1/v2.0")).isEmpty();
	}

}
