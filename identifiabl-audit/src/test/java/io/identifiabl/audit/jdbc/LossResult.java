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

import java.util.List;

/**
 * What became of the events of a node.
 *
 * @param row what happened to it
 * @param offered how many events there were
 * @param acknowledged how many of them callers were told to be recorded
 * @param refused how many callers were told that theirs is not recorded
 * @param named how many are lost, as the log says
 * @param said how many are lost, as the log of the application says
 * @param unnamed how many were in the memory of a process that was killed
 * @param faults what must not be
 * @author Identifiabl Contributors
 */
record LossResult(LossCase row, long offered, long acknowledged, long refused, long named, long said, long unnamed,
		List<String> faults) {

	LossResult {
		faults = List.copyOf(faults);
	}

}
