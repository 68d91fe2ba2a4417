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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ResourceLoader;

import io.identifiabl.audit.checkpoint.CheckpointSigner;
import io.identifiabl.audit.checkpoint.Ed25519CheckpointSigner;
import io.identifiabl.audit.checkpoint.InvalidNoteException;
import io.identifiabl.audit.checkpoint.VerifierKey;
import io.identifiabl.operation.AuditCheckpointProperties;

/**
 * Finds the keys that checkpoints are signed with: those that are configured or, where
 * nobody else has access to the log, one that is generated and kept beside it.
 *
 * @author Identifiabl Contributors
 */
final class CheckpointSigners {

	private static final Log logger = LogFactory.getLog(CheckpointSigners.class);

	private static final String GENERATED_SUFFIX = ".audit-key.pem";

	private static final Set<PosixFilePermission> ONLY_OWNER = PosixFilePermissions.fromString("rw-------");

	private static final String SPILL_FILE = "identifiabl spill file";

	// of logs in memory: another context of the process may use the same database
	private static final PrivateKey EPHEMERAL = generate();

	private final AuditCheckpointProperties properties;

	private final AuditOrigin origin;

	private final ResourceLoader resources;

	private final Clock clock;

	CheckpointSigners(AuditCheckpointProperties properties, AuditOrigin origin, ResourceLoader resources, Clock clock) {
		this.properties = properties;
		this.origin = origin;
		this.resources = resources;
		this.clock = clock;
	}

	AuditKeys of(CheckpointSigner signer) {
		Ed25519CheckpointSigner previous = previous();
		if (signer instanceof Ed25519CheckpointSigner known) {
			return new AuditKeys(signer, known.getVerifierKey(), previous, trusted(), spillKeys(known, previous));
		}
		if (this.properties.getPublicKeys().isEmpty()) {
			throw AuditFailures.signerWithoutPublicKey();
		}
		return new AuditKeys(signer, null, previous, trusted(), List.of());
	}

	/**
	 * Return the keys where the application has no signer of its own.
	 * @param place whether the log is nobody else's, and where
	 * @return the keys
	 */
	AuditKeys configured(Place place) {
		if (this.properties.getPrivateKey() != null) {
			return keys(read("private-key", this.properties.getPrivateKey()));
		}
		if (!place.own()) {
			throw AuditFailures.noSigner();
		}
		return keys((place.file() != null) ? beside(place.file()) : EPHEMERAL);
	}

	private AuditKeys keys(PrivateKey key) {
		Ed25519CheckpointSigner signer = signer(key);
		logger.info("The audit trail '" + this.origin.name() + "' is signed by " + signer.getVerifierKey());
		Ed25519CheckpointSigner previous = previous();
		return new AuditKeys((previous != null)
				? (checkpoint) -> signer.sign(checkpoint).withSignaturesOf(previous.sign(checkpoint)) : signer,
				signer.getVerifierKey(), previous, trusted(), spillKeys(signer, previous));
	}

	// nobody but the nodes of this log has them, whoever else may write files or rows
	private static List<byte[]> spillKeys(Ed25519CheckpointSigner signer, @Nullable Ed25519CheckpointSigner previous) {
		List<byte[]> keys = new ArrayList<>();
		signer.deriveSecret(SPILL_FILE).ifPresent(keys::add);
		if (previous != null && !keys.isEmpty()) {
			previous.deriveSecret(SPILL_FILE).ifPresent(keys::add);
		}
		return keys;
	}

	private @Nullable Ed25519CheckpointSigner previous() {
		String location = this.properties.getPreviousPrivateKey();
		return (location != null) ? signer(read("previous-private-key", location)) : null;
	}

	private Ed25519CheckpointSigner signer(PrivateKey key) {
		return Ed25519CheckpointSigner.of(key, this.origin.name()).withTime(this.clock);
	}

	private PrivateKey read(String property, String location) {
		try {
			return Ed25519CheckpointSigner
				.readPrivateKey(this.resources.getResource(location).getContentAsString(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw AuditFailures.unusableKey(property, "it cannot be read");
		}
		catch (InvalidNoteException ex) {
			throw AuditFailures.unusableKey(property, ex.getMessage());
		}
	}

	private List<VerifierKey> trusted() {
		List<VerifierKey> keys = new ArrayList<>();
		for (String vkey : this.properties.getPublicKeys()) {
			try {
				keys.add(VerifierKey.parse(vkey));
			}
			catch (InvalidNoteException ex) {
				throw AuditFailures.unusablePublicKey(vkey);
			}
		}
		return keys;
	}

	private static PrivateKey beside(Path database) {
		Path file = database.resolveSibling(database.getFileName() + GENERATED_SUFFIX).toAbsolutePath();
		try {
			if (!Files.exists(file)) {
				write(generate(), file);
				logger.warn("A key that signs the audit trail was generated: " + file + ". Whoever can read it can "
						+ "rewrite the trail. Set identifiabl.audit.checkpoint.private-key to keep it elsewhere.");
			}
			checkOwner(file);
			return Ed25519CheckpointSigner.readPrivateKey(Files.readString(file));
		}
		catch (IOException ex) {
			throw AuditFailures.unusableKey("private-key", file + " cannot be read or written");
		}
		catch (InvalidNoteException ex) {
			throw AuditFailures.unusableKey("private-key", file + ": " + ex.getMessage());
		}
	}

	// as ssh does with the keys that it finds: whoever else can read it can sign, and
	// whoever
	// else put it there can as well
	private static void checkOwner(Path file) throws IOException {
		if (!isPosix(file)) {
			return;
		}
		PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class,
				LinkOption.NOFOLLOW_LINKS);
		if (!attributes.isRegularFile() || !isOwn(file, attributes.owner())
				|| !ONLY_OWNER.containsAll(attributes.permissions())) {
			throw AuditFailures.exposedKey(file);
		}
	}

	private static boolean isOwn(Path file, UserPrincipal owner) throws IOException {
		try {
			return owner.equals(file.getFileSystem()
				.getUserPrincipalLookupService()
				.lookupPrincipalByName(System.getProperty("user.name")));
		}
		catch (UserPrincipalNotFoundException ex) {
			// a container's user without a name can only read what is its own
			return true;
		}
	}

	private static boolean isPosix(Path file) {
		return file.getFileSystem().supportedFileAttributeViews().contains("posix");
	}

	private static void write(PrivateKey key, Path file) throws IOException {
		FileAttribute<?>[] attributes = isPosix(file)
				? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(ONLY_OWNER) } : new FileAttribute<?>[0];
		Files.createFile(file, attributes);
		Files.writeString(file,
				"-----BEGIN PRIVATE KEY-----\n"
						+ Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(key.getEncoded())
						+ "\n-----END PRIVATE KEY-----\n");
	}

	private static PrivateKey generate() {
		try {
			return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Where a log is.
	 *
	 * @param own whether no other process has access to it
	 * @param file the file of its database, {@code null} if it is in memory
	 */
	record Place(boolean own, @Nullable Path file) {
	}

}
