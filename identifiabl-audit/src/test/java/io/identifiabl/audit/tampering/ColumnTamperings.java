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

package io.identifiabl.audit.tampering;

import java.util.List;
import java.util.function.Consumer;

/**
 * Columns of a record, each edited and emptied.
 *
 * @author Identifiabl Contributors
 */
final class ColumnTamperings {

	static final List<Tampering> ROWS = List.of(
			Tampering.running("`payload`: another tool", edit("payload = REPLACE(payload, 'saveMemory', 'readMemory')"))
				.noticedBy("350 - 350 350 350 350 - -"),
			Tampering.running("`payload`: no JSON", edit("payload = '[[[['")).noticedBy("350 - 350 350 350 350 - -"),
			Tampering.running("`payload`: a blank at its end", edit("payload = CONCAT(payload, ' ')"))
				.noticedBy("350 - 350 350 350 350 - -"),
			Tampering.running("`payload`: emptied", emptied("payload")).noticedBy("350 - 350 350 350 350 - -"),
			Tampering.running("`personal`: another user", edit("personal = REPLACE(personal, 'user-2', 'user-1')"))
				.noticedBy("350 - 350 350 - - - -"),
			Tampering
				.running("`personal`: the one of another record",
						edit("personal = (SELECT e.personal FROM identifiabl_audit_event e WHERE e.idx = 353)"))
				.noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`personal`: emptied, and nothing else", edit("personal = NULL"))
				.noticedBy("350 - 350 350 - - - -"),
			Tampering
				.running("`personal` and the user: another one in both",
						edit("personal = REPLACE(personal, 'user-2', 'user-1'), user_id = 'user-1'"))
				.noticedBy("350 - 350 350 - - - -"),
			Tampering
				.running("`leaf_hash`: the one of another record",
						edit("leaf_hash = (SELECT e.leaf_hash FROM identifiabl_audit_event e WHERE e.idx = 7)"))
				.noticedBy("350 - 350 350 350 350 - -"),
			Tampering
				.running("`leaf_hash`: too short",
						(administrator) -> administrator
							.update("UPDATE identifiabl_audit_event SET leaf_hash = ? WHERE idx = 350", new byte[1]))
				.noticedBy("350 - 350 350 350 350 - -"),
			Tampering.running("`leaf_hash`: emptied", emptied("leaf_hash")).noticedBy("350 - 350 350 350 350 - -"),
			Tampering.running("`event_id`: edited", edit("event_id = 'x'")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`event_id`: emptied", emptied("event_id")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`event_time`: three years earlier", edit("event_time = TIMESTAMP '2023-07-08 10:00:00'"))
				.noticedBy("350 - 350 350 - - - -"),
			Tampering
				.running("`event_time`: three years earlier, in all records",
						"UPDATE identifiabl_audit_event SET event_time = TIMESTAMP '2023-07-08 10:00:00'")
				.noticedBy("0 - 0 0 - - - -")
				.remark("The node's next retention run deletes nothing."),
			Tampering
				.running("`event_time`: a microsecond later",
						edit("event_time = TIMESTAMP '2026-07-07 10:00:03.000001'"))
				.noticedBy("350 - 350 350 - - - -"),
			Tampering
				.running("`event_time`: what no clock shows",
						(administrator) -> administrator
							.impossibleTime("UPDATE identifiabl_audit_event SET event_time = ", " WHERE idx = 350"))
				.noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`event_time`: emptied", emptied("event_time")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`stream`: edited", edit("stream = 'x'")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`stream`: emptied", emptied("stream")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`seq`: edited", edit("seq = 1000000")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`seq`: negative", edit("seq = -1")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`seq`: emptied", emptied("seq")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`type`: edited", edit("type = 'http.request'")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`type`: emptied", emptied("type")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`issuer`: edited", edit("issuer = 'https://other.example/'"))
				.noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`issuer`: emptied", edit("issuer = NULL")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`user_id`: edited", edit("user_id = 'user-1'")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`user_id`: in capitals", edit("user_id = 'USER-2'")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`user_id`: a blank at its end", edit("user_id = 'user-2 '"))
				.noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`user_id`: emptied", edit("user_id = NULL")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`org_id`: edited", edit("org_id = 'x'")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`org_id`: emptied", edit("org_id = NULL")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`tenant`: edited", edit("tenant = 'other'")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`tenant`: emptied", edit("tenant = NULL")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`tool`: edited", edit("tool = 'readMemory'")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`tool`: emptied", edit("tool = NULL")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`client_id`: edited", edit("client_id = 'x'")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`client_id`: emptied", edit("client_id = NULL")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`claimed`: set", edit("claimed = 'https://issuer.example user-1'"))
				.noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`claimed`: emptied", "UPDATE identifiabl_audit_event SET claimed = NULL WHERE idx = 402")
				.noticedBy("402 - 402 402 - - - -"),
			Tampering.running("`decision`: from `permit` to `deny`", edit("decision = 'deny'"))
				.noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`decision`: emptied", edit("decision = NULL")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`outcome`: edited", edit("outcome = 'failure'")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`outcome`: emptied", edit("outcome = NULL")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`email`: edited", edit("email = 'x'")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`email`: emptied", edit("email = NULL")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`address`: edited", edit("address = 'x'")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`address`: emptied", edit("address = NULL")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`client_claimed`: edited", edit("client_claimed = 'x'"))
				.noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`client_claimed`: emptied", edit("client_claimed = NULL"))
				.noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`route`: edited", edit("route = 'x'")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`route`: emptied", edit("route = NULL")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`reason`: edited", edit("reason = 'x'")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`reason`: emptied", edit("reason = NULL")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`trace_id`: edited", edit("trace_id = 'x'")).noticedBy("350 - 350 350 - - - -"),
			Tampering.running("`trace_id`: emptied", edit("trace_id = NULL")).noticedBy("350 - 350 350 - - - -"));

	private ColumnTamperings() {
	}

	private static String edit(String change) {
		return "UPDATE identifiabl_audit_event SET " + change + " WHERE idx = 350";
	}

	private static Consumer<Administrator> emptied(String column) {
		return (administrator) -> administrator.sql(administrator.getPlatform().allowNull(column),
				edit(column + " = NULL"));
	}

}
