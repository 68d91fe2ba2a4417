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

package io.identifiabl.mcp;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A resource's URI template, as the MCP server reads it: a variable stands for one or
 * more characters other than a slash. A URI comes from a client, so no regular expression
 * is run over it.
 *
 * @author Identifiabl Contributors
 */
final class UriTemplate {

	// what is around the variables
	private final List<String> literals = new ArrayList<>();

	UriTemplate(String template) {
		int start = 0;
		int open = template.indexOf('{');
		while (open >= 0) {
			int close = template.indexOf('}', open + 2);
			int slash = template.indexOf('/', open + 1);
			if (close < 0) {
				break;
			}
			if (slash > 0 && slash < close) {
				open = template.indexOf('{', open + 1);
				continue;
			}
			this.literals.add(template.substring(start, open));
			start = close + 1;
			open = template.indexOf('{', start);
		}
		this.literals.add(template.substring(start));
	}

	boolean hasVariables() {
		return this.literals.size() > 1;
	}

	// whether it stands for the same URIs
	boolean isSame(UriTemplate other) {
		return this.literals.equals(other.literals);
	}

	boolean matches(String uri) {
		if (!hasVariables()) {
			return uri.equals(this.literals.get(0));
		}
		if (!uri.startsWith(this.literals.get(0))) {
			return false;
		}
		BitSet ends = new BitSet();
		ends.set(this.literals.get(0).length());
		for (String literal : this.literals.subList(1, this.literals.size())) {
			ends = advance(uri, ends, literal);
		}
		return ends.get(uri.length());
	}

	// where a variable and the literal after it can end, from where they can start
	private static BitSet advance(String uri, BitSet starts, String literal) {
		BitSet ends = new BitSet();
		boolean inVariable = false;
		for (int i = 0; i < uri.length(); i++) {
			inVariable = (inVariable || starts.get(i)) && uri.charAt(i) != '/';
			if (inVariable && uri.startsWith(literal, i + 1)) {
				ends.set(i + 1 + literal.length());
			}
		}
		return ends;
	}

}
