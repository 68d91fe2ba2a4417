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

package io.identifiabl.audit.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What was acknowledged is stored or named by a gap, whatever happens to the database,
 * the spill file and the process meanwhile. A few rows of the table are part of every
 * build, all of them of the profile "soak".
 *
 * @author Identifiabl Contributors
 */
@Tag("processes")
class LossTests {

	private static final boolean SOAK = Boolean.getBoolean("audit-loss.soak");

	// to run some rows alone
	private static final Pattern ONLY = Pattern.compile(System.getProperty("audit-loss.only", ""));

	static final Duration LENGTH = SOAK ? Duration.ofSeconds(2) : Duration.ofMillis(700);

	// of those whose outages touch nobody else's database
	private static final int LANES = SOAK ? 5 : 2;

	private static final Map<LossCase, Future<@Nullable LossResult>> RESULTS = new HashMap<>();

	private static final ExecutorService LANE_OF_SERVER = Executors.newSingleThreadExecutor();

	private static final ExecutorService OTHER_LANES = Executors.newFixedThreadPool(LANES);

	@TempDir
	private static Path directory;

	static List<LossCase> rows() {
		return SOAK ? LossCase.all().stream().filter((row) -> ONLY.matcher(row.toString()).find()).toList()
				: LossCase.few();
	}

	// most of the time they all wait for the end of an outage
	@BeforeAll
	static void start() {
		List<LossCase> shuffled = new ArrayList<>(rows());
		if (SOAK) {
			// so that every kind of outage has been seen soon
			Collections.shuffle(shuffled, new Random(1));
		}
		for (LossCase row : shuffled) {
			ExecutorService lane = (row.database() == LossCase.Database.MARIADB) ? LANE_OF_SERVER : OTHER_LANES;
			Path own = directory.resolve(Integer.toString(RESULTS.size()));
			RESULTS.put(row, lane.submit(() -> run(row, own)));
		}
	}

	private static @Nullable LossResult run(LossCase row, Path own) throws Exception {
		try {
			LossResult result = LossRun.run(row, own, LENGTH);
			tell(row + " -> " + result);
			return result;
		}
		catch (Exception | AssertionError ex) {
			tell(row + " -> " + ex);
			throw ex;
		}
	}

	// while all of the rows take their minutes
	private static void tell(String line) throws IOException {
		if (SOAK) {
			Files.writeString(Path.of("target", "audit-loss.log"), line + "\n", StandardOpenOption.CREATE,
					StandardOpenOption.APPEND);
		}
	}

	@AfterAll
	static void end() throws Exception {
		LANE_OF_SERVER.shutdownNow();
		OTHER_LANES.shutdownNow();
		if (LossReport.isWanted()) {
			LossReport report = new LossReport();
			for (LossCase row : rows()) {
				report.add(row, Objects.requireNonNull(RESULTS.get(row)));
			}
			report.write();
		}
	}

	@ParameterizedTest
	@MethodSource("rows")
	void whatWasAcknowledgedIsStoredOrNamed(LossCase row) throws Exception {
		LossResult result = result(row);
		assumeTrue(result != null, "no disk can be mounted here");
		assertThat(Objects.requireNonNull(result).faults()).isEmpty();
	}

	private static @Nullable LossResult result(LossCase row) throws Exception {
		Future<@Nullable LossResult> future = Objects.requireNonNull(RESULTS.get(row));
		try {
			return future.get();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof TestAbortedException aborted) {
				throw aborted;
			}
			throw ex;
		}
	}

}
