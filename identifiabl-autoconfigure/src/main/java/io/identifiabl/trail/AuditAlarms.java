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

import java.util.Locale;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.trail.CheckpointerState.Trouble;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.audit.verify.Finding;

/**
 * Tells the log of the application, once each time, when something is wrong with the log
 * of the trail. To be called from time to time. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class AuditAlarms {

	private static final int OVERDUE_CHECKS = 5;

	private final Log logger = LogFactory.getLog(getClass());

	private final DurableAuditTrail trail;

	private @Nullable Trouble trouble;

	private long changedAnswers;

	private int overdue;

	private boolean dying;

	private boolean found;

	AuditAlarms(DurableAuditTrail trail) {
		this.trail = trail;
	}

	synchronized void check() {
		Trouble now = this.trail.getCheckpointerState().trouble();
		if (now != null && now != this.trouble) {
			this.logger.error("The audit trail signs nothing any more (" + now.name().toLowerCase(Locale.ROOT) + "). "
					+ AuditAdvice.of(now) + ((now == Trouble.UNSIGNED) ? describe() : ""));
		}
		else if (now == null && this.trouble != null) {
			this.logger.info("The audit trail is what was signed again");
		}
		this.trouble = now;
		checkSigning();
		checkError();
		long changed = this.trail.getAnswers().getFailed();
		if (changed > 0 && this.changedAnswers == 0) {
			this.logger.error(AuditAdvice.CHANGED_ANSWERS + " The last one is at index "
					+ this.trail.getAnswers().getLastIndex() + ".");
		}
		this.changedAnswers = changed;
		checkVerification();
	}

	private void checkVerification() {
		Finding first = this.trail.getVerificationState().first();
		if (first != null && !this.found) {
			this.logger.error("The audit trail is not what was signed, first at index " + first.index() + " (" + first
					+ "). " + AuditAdvice.FINDINGS);
		}
		else if (first == null && this.found) {
			this.logger.info("The audit trail was verified, and nothing is wrong with it any more");
		}
		this.found = first != null;
	}

	// a machine that slept signs a moment after it woke up
	private void checkSigning() {
		this.overdue = this.trail.isSigningOverdue() ? this.overdue + 1 : 0;
		if (this.overdue == OVERDUE_CHECKS) {
			this.logger.error(AuditAdvice.OVERDUE, this.trail.getSigningFailure());
		}
	}

	private void checkError() {
		Error error = this.trail.getSigningError();
		if (error != null && !this.dying) {
			this.logger.error(AuditAdvice.ERROR, error);
		}
		this.dying = error != null;
	}

	private String describe() {
		try {
			Frontier frontier = this.trail.getStore().getFrontier();
			return " It has " + frontier.getSize() + ":" + frontier.getRoot() + " now.";
		}
		catch (AuditStoreException ex) {
			return "";
		}
	}

}
