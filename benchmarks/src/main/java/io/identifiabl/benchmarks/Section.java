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

package io.identifiabl.benchmarks;

/**
 * A section of the report.
 *
 * @author Identifiabl Contributors
 */
enum Section {

	/**
	 * Verification in a loop.
	 */
	JMH("Verification",
			"""
					JMH, one thread, a token of 900 bytes signed with RS256 and 2048 bits. A new token each time, but for the two
					rows that say otherwise. Shown is processor time per operation, collection of garbage included. Each pass runs
					all rows in turn, each in a JVM of its own; the figures are medians of the passes with their spread, and ratios
					are those within one pass. ACCP is the Amazon Corretto Crypto Provider,
					native code that an application can add.""") {

		@Override
		SectionResult measure(ClassPath classPath) throws Exception {
			return new VerificationSection().measure();
		}

	},

	/**
	 * A whole request.
	 */
	REQUEST("Whole request",
			"""
					Four applications with the same controller and the same stateless filter chain on Tomcat, each in a process of
					its own: one lets everybody in, one is Spring Boot's resource server, two are the same with the starter. One of
					these has its audit trail, in memory, which records every request; Spring Boot's has none, so that it is
					compared with the other one. They take turns round by round. Shown is the processor time that the operating system charged to the application,
					per request, as the median of the rounds with their spread.""") {

		@Override
		SectionResult measure(ClassPath classPath) throws Exception {
			return new RequestSection(classPath).measure();
		}

	},

	/**
	 * The size of the cache.
	 */
	MEMORY("Memory",
			"""
					Distinct good tokens go through one decoder whose cache may take 32 MB. Heap is what is left after a full
					collection. The size of an entry is the growth of the heap divided by the entries of a cache that is not full.""") {

		@Override
		SectionResult measure(ClassPath classPath) throws Exception {
			return new MemorySection(classPath).measure();
		}

	},

	/**
	 * The time until an application is ready.
	 */
	STARTUP("Start-up",
			"""
					From the start of the JVM to `ApplicationReadyEvent`, the same three applications in turn, ten times each.""") {

		@Override
		SectionResult measure(ClassPath classPath) throws Exception {
			return new StartupSection(classPath).measure();
		}

	},

	/**
	 * The gate of an MCP endpoint.
	 */
	GATE("MCP gate",
			"""
					JMH, one thread, a `tools/call` that the gate lets pass, of a caller with five scopes in a server with fifty
					tools, behind authentication. Shown is processor time per call; the time that a simulated request takes to be
					made is measured for itself and subtracted.""") {

		@Override
		SectionResult measure(ClassPath classPath) throws Exception {
			return new GateSection().measure();
		}

		@Override
		String getPage() {
			return "benchmarks-mcp.md";
		}

	},

	/**
	 * The audit trail.
	 */
	AUDIT("Audit trail",
			"""
					A real PostgreSQL that waits for its disk (`fsync` and `synchronous_commit` on, otherwise as it comes), on the same
					machine, and all indexes; HikariCP. Records are those of tool calls, with leaves of about 600 and personal data of about
					270 bytes. Commits hold 256 records. Three nodes are three writers with stores and connections of their own in one
					process. Pages have 100 records, of 5 million; each page is asked for once, after one of another user. A
					page ends after 10,000 records that were looked at, which is what scopes and two filters at once can take. H2 is in a file, and writes all the time.

					The last column compares with the bare statement in the same run, where nothing is hashed, signed, locked or checked:
					the same rows inserted into a table with the same columns and indexes, in batches of 256 with a commit for each (for
					`sync`: one by one, by as many callers, with eight connections), the same pages, all rows read in their order, the same
					columns updated to erase a user.""") {

		@Override
		SectionResult measure(ClassPath classPath) throws Exception {
			return new AuditSection().measure();
		}

		@Override
		String getPage() {
			return "benchmarks-audit.md";
		}

	};

	private final String title;

	private final String introduction;

	Section(String title, String introduction) {
		this.title = title;
		this.introduction = introduction;
	}

	String getTitle() {
		return this.title;
	}

	String getIntroduction() {
		return this.introduction;
	}

	// the page that the section is a part of
	String getPage() {
		return "benchmarks.md";
	}

	abstract SectionResult measure(ClassPath classPath) throws Exception;

}
