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

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditQuery.Column;
import io.identifiabl.audit.AuditStore;

/**
 * Measures pages of answers.
 *
 * @author Identifiabl Contributors
 */
final class AuditPages {

	private static final int PAGES = 100;

	private static final double MILLION = 1e6;

	private final AuditStore store;

	private final BareStatements bare;

	private final AuditFigures figures;

	AuditPages(AuditStore store, BareStatements bare, AuditFigures figures) {
		this.store = store;
		this.bare = bare;
		this.figures = figures;
	}

	void measure() throws SQLException {
		AuditQuery all = AuditQuery.all();
		AuditQuery ofIssuer = all.where(Column.ISSUER, AuditLoad.ISSUER);
		// the classes and the connection, not the records
		this.store.find(ofIssuer.where(Column.USER, "auth0|user-6"));
		measurePages("user", ofIssuer.where(Column.USER, "auth0|user-7"));
		measurePages("tenant", ofIssuer.where(Column.TENANT, "tenant-7"));
		measurePages("tool", ofIssuer.where(Column.TOOL, "tool-7"));
		addBare("user", "user_id", "auth0|user-10", Column.USER, "auth0|user-11");
		addBare("tenant", "tenant", "tenant-10", Column.TENANT, "tenant-11");
		addBare("tool", "tool", "tool-10", Column.TOOL, "tool-11");
		measurePages("user, of any issuer", all.where(Column.USER, "auth0|user-8"));
		measurePages("tenant, of any issuer", all.where(Column.TENANT, "tenant-8"));
		measurePages("e-mail", all.where(Column.EMAIL, "user-9@example.com"));
		measurePages("address", all.where(Column.ADDRESS, "192.0.2.9"));
		measurePages("ten users", all.where(Column.USER, users(10)));
		measureScan("fifty users of a tool",
				all.where(Column.USER, users(AuditQuery.MAX_VALUES)).where(Column.TOOL, "tool-3"));
		for (Column column : List.of(Column.USER, Column.TENANT, Column.REASON, Column.DECISION)) {
			measurePages(column.name().toLowerCase(Locale.ROOT) + " that nothing has", all.where(column, "nothing"));
		}
		measureScan("missing scope that nothing has", all.where(Column.MISSING, "memories:delete"));
	}

	// the first page of values that nobody has asked for yet
	private void addBare(String name, String column, String bareValue, Column ofStore, String value)
			throws SQLException {
		double bareMillis = this.bare.page(column, bareValue) / MILLION;
		long start = System.nanoTime();
		this.store.find(AuditQuery.all().where(ofStore, value));
		this.figures.add("ms, a page by " + name, (System.nanoTime() - start) / MILLION, 2, bareMillis);
	}

	private static List<String> users(int count) {
		return IntStream.range(0, count).mapToObj((i) -> "auth0|user-" + i).toList();
	}

	// no index leads there alone, so that a page is the end of a search, not of what is
	// found
	private void measureScan(String name, AuditQuery query) {
		long start = System.nanoTime();
		this.store.find(query);
		double millis = (System.nanoTime() - start) / MILLION;
		this.figures.add("ms, page by " + name, millis, 1);
		this.figures.target("ms, page by " + name, millis, 1000);
	}

	private void measurePages(String name, AuditQuery query) {
		Long before = Long.MAX_VALUE;
		for (int page = 1; page <= PAGES && before != null; page++) {
			long start = System.nanoTime();
			AuditPage found = this.store.find(query.before(before));
			double millis = (System.nanoTime() - start) / MILLION;
			if (page == 1 || page == PAGES) {
				this.figures.add("ms, page " + page + " by " + name, millis, 1);
				this.figures.target("ms, page " + page + " by " + name, millis, 20);
			}
			before = found.next();
		}
	}

}
