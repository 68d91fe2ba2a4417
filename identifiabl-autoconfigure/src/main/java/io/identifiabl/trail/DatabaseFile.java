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

package io.identifiabl.trail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The file of an embedded database, which H2 lets everybody read.
 *
 * @author Identifiabl Contributors
 */
final class DatabaseFile {

	private static final Log logger = LogFactory.getLog(DatabaseFile.class);

	private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");

	private DatabaseFile() {
	}

	/**
	 * Keep others from reading the records, as they are kept from reading the key.
	 * @param file the path of the database, without the extension
	 */
	static void makePrivate(Path file) {
		Path data = file.resolveSibling(file.getFileName() + ".mv.db");
		PosixFileAttributeView view = Files.getFileAttributeView(data, PosixFileAttributeView.class);
		if (view == null || !Files.isRegularFile(data)) {
			return;
		}
		try {
			if (!PRIVATE.containsAll(view.readAttributes().permissions())) {
				view.setPermissions(PRIVATE);
			}
		}
		catch (IOException ex) {
			logger
				.warn("Others can read the records of the audit trail in " + data + ", which cannot be changed: " + ex);
		}
	}

}
